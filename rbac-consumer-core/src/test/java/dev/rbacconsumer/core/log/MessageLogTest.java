package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.event.SampleEvents;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** How the log tells of messages that come fast. */
class MessageLogTest {
  private static final int MAX_RATE = 2;
  private static final Decoding RELATIONS = SampleEvents.relations("a-1", "create_group");

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final DeliveryLog log = new DeliveryLog(lines, clock, OptionalInt.of(MAX_RATE));

  @Test
  void messagesBelowTheRateHaveTheirLines() {
    pass(0, 10);
    pass(0, 11);

    assertThat(lines.take())
        .containsExactly(
            "INFO Processing message (partition: 0, offset: 10)",
            "INFO Processing relations message - aggregateid: a-1, event_type: create_group",
            "INFO Message processed successfully (partition: 0, offset: 10)",
            "INFO Processing message (partition: 0, offset: 11)",
            "INFO Processing relations message - aggregateid: a-1, event_type: create_group",
            "INFO Message processed successfully (partition: 0, offset: 11)");
  }

  @Test
  void whatIsAboveItIsOneLineForEachPartitionAfterTenSeconds() {
    tooFast();
    for (int second = 0; second < 10; second++) {
      for (int i = 0; i < 3; i++) {
        pass(0, 100 + second * 3 + i);
        pass(1, 500 + second * 3 + i);
      }
      committed(0, 100 + second * 3);
      clock.advance(Duration.ofSeconds(1));
      log.on(new InstanceEvent.Polled(6));
    }

    assertThat(lines.take())
        .containsExactly(
            "INFO Processed 30 messages (partition: 0, offsets: 100 to 129) in 10.00s: 30 applied,"
                + " 0 tombstones; tuples: 30 added, 0 removed; committed offset: 127",
            "INFO Processed 30 messages (partition: 1, offsets: 500 to 529) in 10.00s: 30 applied,"
                + " 0 tombstones; tuples: 30 added, 0 removed; committed offset: none since");
  }

  @Test
  void whatIsHeldBackIsReportedWhenMessagesComeSlowlyAgain() {
    tooFast();
    pass(0, 100);
    log.on(new RecordEvent.TombstonePassed(at(0, 101)));
    clock.advance(Duration.ofSeconds(2));

    log.on(new InstanceEvent.Polled(0));

    assertThat(lines.take())
        .containsExactly(
            "INFO Processed 2 messages (partition: 0, offsets: 100 to 101) in 2.00s: 1 applied,"
                + " 1 tombstones; tuples: 1 added, 0 removed; committed offset: none since");
  }

  @Test
  void whatIsHeldBackComesBeforeTheNextMessageWithLines() {
    tooFast();
    pass(0, 100);
    clock.advance(Duration.ofSeconds(2));

    log.on(new RecordEvent.Started(at(0, 101)));

    assertThat(lines.take())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("INFO Processed 1 messages (partition: 0"),
            line ->
                assertThat(line).isEqualTo("INFO Processing message (partition: 0, offset: 101)"));
  }

  @Test
  void commitAfterTheLastMessageHasItsLine() {
    tooFast();
    clock.advance(Duration.ofSeconds(2));

    committed(0, 100);

    assertThat(lines.take()).containsExactly("INFO Committed offset (partition: 0, offset: 100)");
  }

  @Test
  void commitWithoutANewRecordNamesNoRecord() {
    PartitionId partition = new PartitionId("outbox", 0);

    log.on(new PartitionEvent.Committed(partition, new CommitPosition(100), Optional.empty()));

    assertThat(lines.take())
        .containsExactly(
            "INFO Committed a position without a new record (partition: 0, next offset: 100)");
  }

  @Test
  void commitWithoutANewRecordIsNoNewsOfASummary() {
    tooFast();
    pass(0, 100);
    committed(0, 100);

    log.on(
        new PartitionEvent.Committed(
            new PartitionId("outbox", 0), new CommitPosition(105), Optional.empty()));
    log.flush();

    assertThat(lines.take()).singleElement().asString().endsWith("; committed offset: 100");
  }

  @Test
  void whatIsHeldBackIsReportedAtTheEnd() {
    tooFast();
    pass(0, 100);

    log.flush();

    assertThat(lines.take()).singleElement().asString().startsWith("INFO Processed 1 messages");
    log.flush();
    assertThat(lines.take()).isEmpty();
  }

  @Test
  void failuresRetriesAndWhatPassedAfterThemAreWrittenAtAnyRate() {
    tooFast();
    SourceRecord record = at(0, 100);

    log.on(new RecordEvent.Started(record));
    log.on(
        new RecordEvent.Retrying(
            record,
            RELATIONS.metadata(),
            SampleEvents.TRANSIENT,
            null,
            1,
            Duration.ofMillis(1050)));
    log.on(new RecordEvent.Applied(record, RELATIONS, 2, Duration.ofMillis(1100)));
    log.on(new RecordEvent.DeadLettered(at(0, 101), SampleEvents.TRANSIENT));

    assertThat(lines.take())
        .containsExactly(
            "WARN Processing error for message (partition: 0, offset: 100) on attempt 1:"
                + " transient/unavailable: no connection",
            "INFO Retrying message processing in 1.05s (attempt 1, partition: 0, offset: 100)",
            "INFO Message processed successfully (partition: 0, offset: 100)",
            "INFO Message successfully processed after 2 attempts (total retry time: 1.10s)",
            "WARN Message is kept among the dead letters (partition: 0, offset: 101)");
  }

  @Test
  void atDebugEveryMessageHasItsLines() {
    CapturedLines everything = new CapturedLines(Level.DEBUG);
    DeliveryLog debug = new DeliveryLog(everything, clock, OptionalInt.of(1));
    for (int i = 0; i < 10; i++) {
      debug.on(new RecordEvent.Started(at(0, i)));
    }

    assertThat(everything.take()).filteredOn(it -> it.startsWith("INFO Processing")).hasSize(10);
  }

  @Test
  void aboveInfoNothingIsWrittenOfMessagesThatPass() {
    CapturedLines warnings = new CapturedLines(Level.WARN);
    DeliveryLog quiet = new DeliveryLog(warnings, clock, OptionalInt.of(1));
    for (int i = 0; i < 10; i++) {
      quiet.on(new RecordEvent.Started(at(0, i)));
      quiet.on(new RecordEvent.Applied(at(0, i), RELATIONS, 1, Duration.ZERO));
    }
    quiet.flush();

    assertThat(warnings.take()).isEmpty();
  }

  /** One message too many, whose lines nobody looks at. */
  private void tooFast() {
    for (int i = 0; i <= MAX_RATE; i++) {
      log.on(new RecordEvent.Started(at(9, i)));
    }
    lines.take();
  }

  private void pass(int partition, long offset) {
    SourceRecord record = at(partition, offset);
    log.on(new RecordEvent.Started(record));
    log.on(new RecordEvent.Decoded(record, RELATIONS));
    log.on(new RecordEvent.Applied(record, RELATIONS, 1, Duration.ofMillis(3)));
  }

  private void committed(int partition, long offset) {
    Offset last = new Offset(offset);
    log.on(
        new PartitionEvent.Committed(
            new PartitionId("outbox", partition), last.commitPosition(), Optional.of(last)));
  }

  private static SourceRecord at(int partition, long offset) {
    return Records.at(partition, offset, SampleEvents.CONTENT);
  }
}
