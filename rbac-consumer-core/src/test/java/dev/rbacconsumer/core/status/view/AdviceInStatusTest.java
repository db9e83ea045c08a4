package dev.rbacconsumer.core.status.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.PassedOverStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The advice of the status is about the reason that the status shows beside it. */
final class AdviceInStatusTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  @Test
  void aStoreThatCannotBeReachedWhileTheLockIsTakenIsNoOtherConsumer() throws Exception {
    String advice = ofLock("unavailable");

    assertThat(advice).contains("cannot be reached").doesNotContain("another", "Another", "stop");
  }

  @Test
  void aLockThatAnotherConsumerTookNamesThatConsumer() throws Exception {
    assertThat(ofLock("lock_contended"))
        .contains("Another consumer took the lock at the same moment", "stop one of the two");
  }

  @Test
  void aSubjectThatTheSchemaDoesNotAllowIsRefusedAgain() throws Exception {
    String advice = ofRecord(FailureClass.REJECTED, "invalid_subject_type");

    assertThat(advice)
        .contains("does not allow this subject", "Each attempt is refused again while schema and")
        .doesNotContain("passes", "Bring the schema up to date");
  }

  @Test
  void aTypeThatTheSchemaLacksIsToBeLoaded() throws Exception {
    assertThat(ofRecord(FailureClass.REJECTED, "unknown_definition"))
        .contains("load a schema that has it", "tries again by itself")
        .doesNotContain("passes");
  }

  @Test
  void aWordThatTwoClassesHaveIsAboutTheMessageInOneAndTheSchemaInTheOther() throws Exception {
    assertThat(ofRecord(FailureClass.INVALID, "wildcard_not_allowed"))
        .contains("A field is missing or wrong");
    assertThat(ofRecord(FailureClass.REJECTED, "wildcard_not_allowed"))
        .contains("The schema of the store does not allow this subject");
  }

  @Test
  void theSameRefusalIsAboutTheLockWhereNoMessageIsWritten() throws Exception {
    assertThat(ofRecord(FailureClass.REJECTED, "invalid_argument")).contains("of the message");
    assertThat(ofMark("invalid_argument")).contains("in which nothing is from a message");
  }

  @Test
  void aReasonThatNoReleaseKnowsIsSaidToBeUnknown() throws Exception {
    assertThat(ofRecord(FailureClass.TRANSIENT, "brand_new")).contains("does not know");
    assertThat(ofRecord(FailureClass.REJECTED, "brand_new")).contains("does not know");
    assertThat(ofLock("brand_new")).contains("does not know");
    assertThat(ofMark("brand_new")).contains("does not know");
  }

  @Test
  void aSkippedMessageHasTheCauseAndWhatIsMissing() throws Exception {
    Failure failure = new Failure(FailureClass.INVALID, "too_many_tuples", "sentence");
    PassedOverStatus passedOver =
        new PassedOverStatus(
            FailureClass.INVALID,
            1,
            0,
            P0,
            new Offset(4),
            failure,
            NOW,
            Duration.ZERO,
            Optional.empty());

    JsonTree status = status(List.of(), List.of(passedOver));

    assertThat(status.get("passed_over").items().get(0).get("advice").text())
        .contains("RBAC_KAFKA_CONSUMER_MAX_TUPLES", "have RBAC replicate it again")
        .doesNotContain("stays as it is in the log");
  }

  private static String ofLock(String reason) throws Exception {
    FenceStatus fence = new FenceStatus.Refused(reason, "why", NOW, 1, Optional.empty());
    return partition(fence, Optional.empty(), StoreMarkStatus.NONE)
        .get("fence")
        .get("refused")
        .get("advice")
        .text();
  }

  private static String ofMark(String reason) throws Exception {
    RetryStatus problem = new RetryStatus(reason, "why", NOW, 1, NOW);
    return partition(
            new FenceStatus.Wanted(),
            Optional.empty(),
            new StoreMarkStatus(Optional.empty(), Optional.of(problem), Optional.empty()))
        .get("mark_problem")
        .get("advice")
        .text();
  }

  private static String ofRecord(FailureClass kind, String reason) throws Exception {
    Failure failure = new Failure(kind, reason, "why");
    BlockedRecord record =
        new BlockedRecord(
            new Offset(1), "", "", "", "", "", failure, failure, NOW, 1, NOW, Optional.empty());
    return partition(new FenceStatus.Wanted(), Optional.of(record), StoreMarkStatus.NONE)
        .get("blocked")
        .get("advice")
        .text();
  }

  private static JsonTree partition(
      FenceStatus fence, Optional<BlockedRecord> blocked, StoreMarkStatus mark) throws Exception {
    PartitionStatus partition =
        new PartitionStatus(
            P0,
            PartitionCondition.BLOCKED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0,
            fence,
            blocked,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            mark);
    return status(List.of(partition), List.of()).get("partitions").items().get(0);
  }

  private static JsonTree status(List<PartitionStatus> partitions, List<PassedOverStatus> passed)
      throws Exception {
    StatusSnapshot snapshot =
        new StatusSnapshot(
            NOW,
            DeliveryMode.DELIVER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            partitions,
            passed);
    Clock clock =
        new Clock() {
          @Override
          public Instant now() {
            return NOW;
          }

          @Override
          public long nanoTime() {
            return 0;
          }
        };
    InstanceInfo instance = InstanceInfo.begins("host", "1", "group", "outbox", clock);
    return JsonTree.parse(
        new StatusJsonWriter(instance, () -> Optional.of(snapshot), clock).json());
  }
}
