package dev.rbacconsumer.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit says of the failures of the record at its position. */
final class FailureHistoryTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T07:00:00.123Z");

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void whatIsWrittenIsReadAgain(FailureClass kind) {
    FailureHistory history = history(kind, "schema_violation");

    assertThat(CommitMetadata.of(commit(history)).flatMap(it -> it.notes().failed()))
        .contains(history);
  }

  @Test
  void reasonsThatWouldBreakTheTextAreReplacedAndBounded() {
    FailureHistory history = history(FailureClass.REJECTED, "Two words, and " + "x".repeat(60));

    assertThat(history.reason()).hasSize(32).startsWith("two_words__and_xxx");
    assertThat(CommitMetadata.of(commit(history)).flatMap(it -> it.notes().failed()))
        .contains(history);
  }

  @Test
  void longestTextIsFarBelowTheLimitOfKafka() {
    FailureHistory longest =
        new FailureHistory(
            new Offset(999_999_999_999_999_999L),
            "0123456789abcdef",
            Instant.ofEpochMilli(999_999_999_999_999L),
            999_999_999,
            FailureClass.TRANSIENT,
            "x".repeat(32));

    assertThat(longest.text()).hasSizeLessThan(200);
    assertThat(FailureHistory.parse(longest.text())).contains(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " failed=7,00,3 failed-since=1 failure=rejected/a",
        " failed=7,0123456789abcdef,3 failed-since=1 failure=unheard/a",
        " failed=7,0123456789abcdef,3 failed-since=1"
      })
  void otherTextsAreNoHistory(String text) {
    assertThat(FailureHistory.parse(text)).isEmpty();
  }

  @Test
  void commitsOfVersionsWithoutItAreReadAsBefore() {
    CommitMetadata without = new CommitMetadata(new CommitPosition(9), 10, Optional.of("topicid"));

    assertThat(CommitMetadata.of(new Commit(new CommitPosition(7), without.text())))
        .contains(without);
  }

  @Test
  void itIsOfOneRecordAndOfNoOtherAtItsOffset() {
    SourceRecord record = record(7, "value");
    FailureHistory history =
        new FailureHistory(
            new Offset(7), RecordDigest.of(record), SINCE, 3, FailureClass.INVALID, "id");

    assertThat(history.isOf(record)).isTrue();
    assertThat(history.isOf(record(7, "another"))).isFalse();
    assertThat(history.isOf(record(8, "value"))).isFalse();
  }

  static SourceRecord record(long offset, String value) {
    return new SourceRecord(
        new PartitionId("outbox", 0),
        new Offset(offset),
        0,
        "key".getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        List.of());
  }

  private static FailureHistory history(FailureClass kind, String reason) {
    return new FailureHistory(new Offset(7), "0123456789abcdef", SINCE, 14, kind, reason);
  }

  private static Commit commit(FailureHistory history) {
    CommitMetadata metadata =
        new CommitMetadata(new CommitPosition(9), 10, Optional.of("topicid"))
            .with(
                Optional.of(new CommitPosition(7)),
                Optional.empty(),
                Optional.empty(),
                OwnerNotes.NONE.withFailed(Optional.of(history)));
    return new Commit(new CommitPosition(7), metadata.text());
  }
}
