package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.event.SampleEvents;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

class DeliveryLogTest {
  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final DeliveryLog log = new DeliveryLog(lines, clock);

  @ParameterizedTest
  @MethodSource("happenings")
  void reportsEachEventAtItsLevel(DeliveryEvent event, List<String> expected) {
    log.on(event);

    assertThat(lines.take()).isEqualTo(expected);
  }

  @Test
  void noKindOfEventIsLeftOut() {
    assertThat(SampleEvents.all().stream().<Class<?>>map(it -> it.event().getClass()).distinct())
        .containsExactlyInAnyOrderElementsOf(SampleEvents.kinds());
  }

  @ParameterizedTest
  @MethodSource("happenings")
  void payloadsAppearAtDebugAlone(DeliveryEvent event) {
    CapturedLines everything = new CapturedLines(Level.TRACE);

    new DeliveryLog(everything, clock).on(event);

    assertThat(everything.take())
        .filteredOn(line -> line.contains("secret"))
        .allMatch(line -> line.startsWith("DEBUG "));
  }

  @Test
  void aPartitionThatStaysBlockedIsReportedAgainAtMostOnceAMinuteForLong() {
    for (int attempt = 1; attempt <= 60; attempt++) {
      log.on(
          new PartitionEvent.DataLossBlocks(
              Records.PARTITION,
              SampleEvents.loss(DataLoss.Kind.BEYOND_END),
              attempt,
              Duration.ofSeconds(10)));
      clock.advance(Duration.ofSeconds(10));
    }

    assertThat(lines.take())
        .hasSizeBetween(10, 14)
        .allMatch(
            line ->
                line.startsWith(
                    "ERROR RECORDS ARE GONE (partition: outbox-3): the log ends"
                        + " at 20, before the committed offset 7"));
  }

  @Test
  void atDebugTheContentOfAMessageIsShownOnOneLine() {
    CapturedLines debug = new CapturedLines(Level.DEBUG);

    new DeliveryLog(debug, clock)
        .on(new RecordEvent.Started(Records.at(3, 1245, "{\n\"a\": 1}" + "x".repeat(500))));

    assertThat(debug.take())
        .containsExactly(
            "INFO Processing message (partition: 3, offset: 1245)",
            "DEBUG Message content (partition: 3, offset: 1245): {\\n\"a\": 1}" + "x".repeat(500));
  }

  @Test
  void atDebugATombstoneHasNoContent() {
    CapturedLines debug = new CapturedLines(Level.DEBUG);

    new DeliveryLog(debug, clock).on(new RecordEvent.Started(Records.tombstone()));

    assertThat(debug.take()).last().asString().endsWith("(partition: 3, offset: 7): (no value)");
  }

  @Test
  void foreignTextsOfAMessageAreBoundedAndOnOneLine() {
    String foreign = "a\nb" + "x".repeat(1000);
    String shown = "a\\nb" + "x".repeat(96) + "…";

    log.on(new RecordEvent.Decoded(SampleEvents.RECORD, SampleEvents.relations(foreign, foreign)));
    log.on(
        new RecordEvent.Decoded(
            SampleEvents.RECORD, SampleEvents.workspace(WorkspaceEvent.Operation.CREATE, foreign)));
    log.on(
        new RecordEvent.Decoded(
            SampleEvents.RECORD, SampleEvents.custom("group-renamed", foreign, foreign)));

    assertThat(lines.take())
        .containsExactly(
            "INFO Processing relations message - aggregateid: %s, event_type: %s"
                .formatted(shown, shown),
            "INFO Processing workspace message - workspace: %s, operation: create".formatted(shown),
            "INFO Processing custom message - aggregatetype: group-renamed, event_id: %s,"
                    .formatted(shown)
                + " event_type: "
                + shown);
  }

  @Test
  void payloadsThatTheConnectorExpandsAreWarnedOfOnce() {
    Decoding.Relations plain = (Decoding.Relations) SampleEvents.relations("stage", "create_group");
    Decoding expanded =
        new Decoding.Relations(
            new RelationsEvent(plain.event().metadata(), plain.event().change(), 0, true));

    log.on(new RecordEvent.Decoded(SampleEvents.RECORD, plain));
    log.on(new RecordEvent.Decoded(SampleEvents.RECORD, expanded));
    log.on(new RecordEvent.Decoded(SampleEvents.RECORD, expanded));

    assertThat(lines.take())
        .filteredOn(line -> line.startsWith("WARN"))
        .singleElement()
        .asString()
        .startsWith("WARN THE CONNECTOR EXPANDS PAYLOADS (partition: 3, offset: 1245), which");
  }

  @Test
  void whatIsNoChangeIsLeftToTheEventThatSettlesIt() {
    Violation violation = new Violation(ViolationCode.MALFORMED_JSON, "$", "not JSON");
    List<Decoding> others =
        List.of(
            new Decoding.Tombstone(),
            new Decoding.Malformed(violation),
            new Decoding.Invalid(List.of(violation)));

    others.forEach(it -> log.on(new RecordEvent.Decoded(SampleEvents.RECORD, it)));

    assertThat(lines.take()).isEmpty();
  }

  @Test
  void skippedMessagesThatAreNotJsonAreReportedInBursts() {
    for (int offset = 1235; offset <= 1245; offset++) {
      skipMalformed(0, offset);
    }
    clock.advance(MalformedBurst.INTERVAL);
    log.on(new InstanceEvent.Polled(0));

    assertThat(lines.take())
        .containsExactly(
            "INFO Skipped 1 non-JSON messages (latest: partition 0, offset 1235)"
                + " - Sample content: b'- id: \\tx'",
            "WARN Skipped messages are not JSON (offsets of outbox-0: 1235)"
                + " - Error: malformed/malformed: not JSON",
            "INFO Skipped 10 non-JSON messages (latest: partition 0, offset 1245)"
                + " - Sample content: b'- id: \\tx'",
            "WARN Skipped messages are not JSON (offsets of outbox-0: 1236-1245)"
                + " - Error: malformed/malformed: not JSON");
  }

  @Test
  void malformedMessagesThatAreKeptAreLoggedInBurstsToo() {
    for (int offset = 5; offset <= 9; offset++) {
      SourceRecord record = Records.at(0, offset, "line");
      log.on(new RecordEvent.Condemned(record, SampleEvents.MALFORMED));
      log.on(new RecordEvent.DeadLettered(record, SampleEvents.MALFORMED));
    }
    log.flush();

    assertThat(lines.take())
        .containsExactly(
            "WARN Kept 1 non-JSON message among the dead letters (latest: partition 0, offset 5;"
                + " offsets of outbox-0: 5) - Error: malformed/malformed: not JSON"
                + " - Sample content: line",
            "WARN Kept 4 non-JSON messages among the dead letters (latest: partition 0, offset 9;"
                + " offsets of outbox-0: 6-9) - Error: malformed/malformed: not JSON"
                + " - Sample content: line");
  }

  @Test
  void aBurstIsReportedAcrossPartitions() {
    skipMalformed(0, 7);
    skipMalformed(0, 8);
    skipMalformed(1, 3);
    lines.take();

    log.flush();

    assertThat(lines.take())
        .containsExactly(
            "INFO Skipped 2 non-JSON messages (latest: partition 1, offset 3)"
                + " - Sample content: b'- id: \\tx'",
            "WARN Skipped messages are not JSON (offsets of outbox-0: 8; outbox-1: 3)"
                + " - Error: malformed/malformed: not JSON");
  }

  @Test
  void pollsEndABurstOnlyOnceItsIntervalIsOver() {
    skipMalformed(0, 7);
    skipMalformed(0, 8);
    lines.take();

    log.on(new InstanceEvent.Polled(0));

    assertThat(lines.take()).isEmpty();
  }

  @Test
  void flushWithNothingHeldBackReportsNothing() {
    skipMalformed(0, 7);
    lines.take();

    log.flush();

    assertThat(lines.take()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED")
  void everyOtherSkippedMessageHasItsLine(FailureClass kind) {
    Failure failure = new Failure(kind, "reason", "sentence");

    log.on(new RecordEvent.Skipped(SampleEvents.RECORD, failure));
    log.on(new RecordEvent.Skipped(SampleEvents.RECORD, failure));

    assertThat(lines.take())
        .hasSize(2)
        .containsOnly("WARN Skipped a message (partition: 3, offset: 1245): " + failure);
  }

  @Test
  void eachAttemptAtABlockedMessageIsLogged() {
    for (int attempt = 1; attempt <= 20; attempt++) {
      retry(attempt);
    }

    List<String> all = lines.take();
    List<String> attempts = IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList();
    assertThat(all)
        .filteredOn(line -> line.startsWith("WARN "))
        .extracting(line -> line.replaceAll(".* on attempt (\\d+): .*", "$1"))
        .containsExactlyElementsOf(attempts);
    assertThat(all)
        .filteredOn(line -> line.startsWith("INFO Retrying message processing in 1.00s"))
        .extracting(line -> line.replaceAll(".* \\(attempt (\\d+), .*", "$1"))
        .containsExactlyElementsOf(attempts);
  }

  @Test
  void atDebugAFailureIsFollowedByTheContentOfTheMessageOnOneBoundedLine() {
    CapturedLines debug = new CapturedLines(Level.DEBUG);
    SourceRecord large = Records.at(3, 1245, "{\n" + "x".repeat(100_000));

    new DeliveryLog(debug, clock)
        .on(
            new RecordEvent.Retrying(
                large,
                EventMetadata.UNKNOWN,
                SampleEvents.TRANSIENT,
                null,
                1,
                Duration.ofSeconds(1)));

    assertThat(debug.take())
        .containsExactly(
            "WARN Processing error for message (partition: 3, offset: 1245) on attempt 1:"
                + " transient/unavailable: no connection",
            "DEBUG Message content: {\\n" + "x".repeat(64 * 1024 - 2) + "…",
            "INFO Retrying message processing in 1.00s (attempt 1, partition: 3, offset: 1245)");
  }

  private static Stream<Arguments> happenings() {
    return SampleEvents.all().stream().map(it -> Arguments.of(it.event(), it.lines()));
  }

  private void skipMalformed(int partition, long offset) {
    log.on(
        new RecordEvent.Skipped(
            Records.at(partition, offset, "- id: \tx"), SampleEvents.MALFORMED));
  }

  private void retry(int attempt) {
    log.on(
        new RecordEvent.Retrying(
            SampleEvents.RECORD,
            EventMetadata.UNKNOWN,
            SampleEvents.TRANSIENT,
            null,
            attempt,
            Duration.ofSeconds(1)));
  }
}
