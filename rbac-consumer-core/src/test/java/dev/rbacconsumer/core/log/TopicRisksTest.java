package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TopicRisksTest {
  @Test
  void settingsThatKeepRecordsSafeAreNoRisk() {
    assertThat(TopicRisks.of("outbox", settings(false, false, 3, OptionalInt.of(2)))).isEmpty();
  }

  @Test
  void compactionIsARiskWithTheCommandThatEndsIt() {
    assertThat(TopicRisks.of("outbox", settings(true, false, 3, OptionalInt.of(2))))
        .singleElement()
        .asString()
        .startsWith("cleanup.policy includes compact, so ")
        .contains(" --entity-type topics --entity-name outbox --add-config cleanup.policy=delete,");
  }

  @Test
  void uncleanElectionOfLeadersIsARisk() {
    assertThat(TopicRisks.of("outbox", settings(false, true, 3, OptionalInt.of(2))))
        .singleElement()
        .asString()
        .startsWith("unclean.leader.election.enable is true, so ");
  }

  @Test
  void oneReplicaThatAcknowledgesIsARiskWhereThereAreSeveral() {
    assertThat(TopicRisks.of("outbox", settings(false, false, 3, OptionalInt.of(1))))
        .singleElement()
        .asString()
        .startsWith("min.insync.replicas is 1, so ");
  }

  /** The number that acknowledges cannot be larger than one then. */
  @Test
  void oneReplicaInAllIsOneRisk() {
    assertThat(TopicRisks.of("outbox", settings(false, false, 1, OptionalInt.of(1))))
        .containsExactly("the replication factor is 1, so the loss of one broker loses records");
  }

  @Test
  void whatTheBrokerDoesNotSayIsNoRisk() {
    assertThat(TopicRisks.of("outbox", settings(false, false, 3, OptionalInt.empty()))).isEmpty();
  }

  @Test
  void retentionBySizeIsARiskWithItsSize() {
    TopicSettings limited =
        new TopicSettings(
            false,
            Optional.of(Duration.ofDays(7)),
            OptionalLong.of(1_000_000),
            false,
            3,
            OptionalInt.of(2));

    assertThat(TopicRisks.of("outbox", limited))
        .singleElement()
        .asString()
        .startsWith("retention.bytes is 1000000, so ");
  }

  private static TopicSettings settings(
      boolean compacted, boolean unclean, int replicas, OptionalInt minInSync) {
    return new TopicSettings(
        compacted,
        Optional.of(Duration.ofDays(7)),
        OptionalLong.empty(),
        unclean,
        replicas,
        minInSync);
  }
}
