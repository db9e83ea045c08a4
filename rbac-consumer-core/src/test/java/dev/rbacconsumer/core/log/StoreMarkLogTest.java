package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.event.SampleEvents;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class StoreMarkLogTest {
  private static final PartitionId PARTITION = Records.PARTITION;
  private static final Duration DELAY = Duration.ofMillis(1050);
  private static final EventMetadata EVENT =
      new EventMetadata("7f\n", "create_group", "", "", "", "", "", "", null);

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final StoreMarkLog log = new StoreMarkLog(lines, clock);

  @ParameterizedTest
  @MethodSource("events")
  void everyEventHasItsLine(StoreMarkEvent event, List<String> expected) {
    on(event);

    assertThat(lines.take()).isEqualTo(expected).hasSize(1);
  }

  @Test
  void repeatedEventsHaveALineTogether() {
    log.repeated(new RecordEvent.EventRepeated(SampleEvents.RECORD, EVENT));
    log.flush();

    assertThat(lines.take())
        .containsExactly(
            "WARN 1 repeated event(s) passed over (partition: outbox-3, offsets: 1245 to 1245): the"
                + " connector emitted them again");
  }

  @Test
  void idsThatAreNotUniqueHaveALine() {
    log.notUnique(new RecordEvent.IdsNotUnique(SampleEvents.RECORD, EVENT));

    assertThat(lines.take())
        .containsExactly(
            "WARN Event id 7f\\n was used for two different events (partition: 3, offset:"
                + " 1245), so no event is passed over because of its id any more");
  }

  @Test
  void noEventIsLeftOut() {
    assertThat(events().<Class<?>>map(it -> it.get()[0].getClass()).distinct())
        .containsExactlyInAnyOrder(StoreMarkEvent.class.getPermittedSubclasses());
  }

  private static Stream<Arguments> events() {
    return SampleEvents.all().stream()
        .filter(it -> it.event() instanceof StoreMarkEvent)
        .map(it -> Arguments.of(it.event(), it.lines()));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyLossThatBlocksHasItsLine(DataLoss loss, String what, String advice) {
    log.blocks(new PartitionEvent.DataLossBlocks(PARTITION, loss, 1, DELAY));

    assertThat(lines.take())
        .containsExactly(
            "ERROR "
                + what
                + ". The partition is blocked, and nothing is committed for it; looking again in"
                + " 1.05s. "
                + advice);
  }

  @Test
  void noKindOfLossIsLeftOut() {
    assertThat(losses().map(it -> ((DataLoss) it.get()[0]).kind()).distinct())
        .containsExactlyInAnyOrder(DataLoss.Kind.values());
  }

  private static Stream<Arguments> losses() {
    return Stream.concat(lossesOfLogs(), lossesOfStores());
  }

  private static Stream<Arguments> lossesOfLogs() {
    String offsets =
        "To go on, stop all instances and set the group's offset with Kafka's tools, or start with"
            + " RBAC_KAFKA_CONSUMER_ON_DATA_LOSS=earliest or latest until it has moved";
    return Stream.of(
        Arguments.of(
            loss(DataLoss.Kind.BELOW_START, 7, 12, Optional.empty()),
            "RECORDS ARE GONE (partition: outbox-3): offsets 7 to 11 were deleted before they were"
                + " read (committed: 7, log: 12 to 20)",
            offsets),
        Arguments.of(
            loss(DataLoss.Kind.BEYOND_END, 25, 12, Optional.empty()),
            "RECORDS ARE GONE (partition: outbox-3): the log ends at 20, before the committed"
                + " offset 25, so it was cut off or made anew",
            offsets),
        Arguments.of(
            loss(DataLoss.Kind.RECREATED, 7, 0, Optional.empty()),
            "RECORDS ARE GONE (partition: outbox-3): the topic was deleted and made anew, so the"
                + " committed offset 7 is not of this log (log: 0 to 20)",
            offsets),
        Arguments.of(
            loss(DataLoss.Kind.COMPACTED, 7, 0, Optional.empty()),
            "TOPIC IS COMPACTED (partition: outbox-3): the topic is compacted, so records may be"
                + " missing anywhere in its log (log: 0 to 20)",
            "End compaction with kafka-configs.sh --bootstrap-server … --alter --entity-type"
                + " topics --entity-name outbox --add-config cleanup.policy=delete, and replicate"
                + " again what may be missing. To read the topic all the same, set"
                + " RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC=true"));
  }

  private static Stream<Arguments> lossesOfStores() {
    return Stream.of(
        Arguments.of(
            loss(DataLoss.Kind.STORE_LOST, 15, 0, Optional.empty()),
            "THE STORE HAS LOST DATA (partition: outbox-3): the store has no memory of this"
                + " partition, although the group has committed offset 15: it was emptied or"
                + " replaced, and what was applied below 15 must be applied again (log: 0 to 20)",
            "Restore the store, or start with RBAC_KAFKA_CONSUMER_ON_STORE_LOSS=replay, which"
                + " applies the log from offset 0 to its end again (it still holds 15 of the 15"
                + " offsets), or with continue, which goes on at offset 15 and leaves the store"
                + " without what it has lost"),
        Arguments.of(
            loss(DataLoss.Kind.STORE_LOST, 15, 12, Optional.empty()),
            "THE STORE HAS LOST DATA (partition: outbox-3): the store has no memory of this"
                + " partition, although the group has committed offset 15: it was emptied or"
                + " replaced, and what was applied below 15 must be applied again (log: 12 to 20)",
            "Restore the store, or start with RBAC_KAFKA_CONSUMER_ON_STORE_LOSS=replay, which"
                + " applies the log from offset 12 to its end again (what was below offset 12 is"
                + " gone from the log, too), or with continue, which goes on at offset 15 and"
                + " leaves the store without what it has lost"),
        Arguments.of(
            loss(DataLoss.Kind.STORE_RESTORED, 15, 12, Optional.of(at(10))),
            "THE STORE HAS LOST DATA (partition: outbox-3): the store was restored to an earlier"
                + " state: it has seen the records below 10, and the group has committed offset"
                + " 15, so offsets 10 to 14 must be applied again (log: 12 to 20)",
            "Restore the store, or start with RBAC_KAFKA_CONSUMER_ON_STORE_LOSS=replay, which"
                + " applies the log from offset 12 to its end again (it still holds 3 of the 5"
                + " offsets), or with continue, which goes on at offset 15 and leaves the store"
                + " without what it has lost"),
        Arguments.of(
            new DataLoss(
                DataLoss.Kind.COMMITS_LOST, Optional.empty(), at(0), at(20), Optional.of(at(9))),
            "COMMITS ARE GONE (partition: outbox-3): the group has no committed offset, although"
                + " the store has seen the records below 9: the commits expired, were deleted, or"
                + " belong to another cluster (log: 0 to 20)",
            "Nothing: what the store may have seen is replayed"));
  }

  @ParameterizedTest
  @EnumSource(DataLoss.Kind.class)
  void aLossThatIsPassedSaysWhereReadingGoesOnAndWhy(DataLoss.Kind kind) {
    DataLoss loss = loss(kind, 15, 12, Optional.of(at(10)));

    log.passed(new PartitionEvent.DataLossPassed(PARTITION, loss, at(12)));

    assertThat(lines.take())
        .singleElement()
        .asString()
        .startsWith("ERROR ")
        .contains(": " + loss + ". Reading goes on at offset 12")
        .endsWith(
            switch (kind) {
              case BELOW_START, BEYOND_END, RECREATED, COMPACTED ->
                  ", as RBAC_KAFKA_CONSUMER_ON_DATA_LOSS says";
              case STORE_LOST, STORE_RESTORED -> ", as RBAC_KAFKA_CONSUMER_ON_STORE_LOSS says";
              case COMMITS_LOST -> "; what the store may have seen behind it is replayed";
            });
  }

  @Test
  void attemptsThatFailAreLoggedLessAndLessOften() {
    for (int attempt = 1; attempt <= 8; attempt++) {
      on(
          new StoreMarkEvent.MarkFailed(
              PARTITION, "unavailable", "no answer", attempt, DELAY, false));
      on(new StoreMarkEvent.ReplayBlocked(PARTITION, "the table is full", attempt, DELAY));
    }

    assertThat(lines.take()).hasSize(8);
  }

  @Test
  void successIsFollowedByALineForTheNextFailure() {
    on(new StoreMarkEvent.MarkFailed(PARTITION, "unavailable", "no answer", 2, DELAY, false));
    on(new StoreMarkEvent.MarkWritten(PARTITION, 3));
    on(new StoreMarkEvent.ReplayBlocked(PARTITION, "the table is full", 2, DELAY));
    on(new StoreMarkEvent.ReplayEnded(PARTITION, at(20), 5, 8));
    lines.take();

    on(new StoreMarkEvent.MarkFailed(PARTITION, "unavailable", "no answer", 3, DELAY, false));
    on(new StoreMarkEvent.ReplayBlocked(PARTITION, "the table is full", 3, DELAY));

    assertThat(lines.take()).hasSize(2);
  }

  private void on(StoreMarkEvent event) {
    event.accept(log);
  }

  private static DataLoss loss(
      DataLoss.Kind kind, long committed, long begin, Optional<CommitPosition> seen) {
    return new DataLoss(kind, Optional.of(at(committed)), at(begin), at(20), seen);
  }

  private static CommitPosition at(long position) {
    return new CommitPosition(position);
  }
}
