package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.text.SafeText;
import dev.rbacconsumer.core.text.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record that failed and has not passed yet. Foreign texts are bounded, and every character in
 * them that cannot be seen is escaped. Nothing of the value is in here but what the failure quotes.
 *
 * @param offset its place; of a batch that cannot be read, the first record that is not known
 * @param key its key as text, or in hexadecimal where it is no text; empty where there is none
 * @param eventId empty where not known
 * @param eventType empty where not known
 * @param orgId organisation; empty where not known, or where the event concerns none
 * @param failure why it failed last
 * @param firstFailure why it failed first, as far as this instance has seen
 * @param firstFailedAt when that was
 * @param attempts how many have failed since the partition was last taken up, at least 1
 * @param failedAt when the last one did
 * @param nextAttemptAt when it is tried again; past while the attempt is under way, empty where
 *     none follows
 */
public record BlockedRecord(
    Offset offset,
    String key,
    String eventId,
    String eventType,
    String orgId,
    Failure failure,
    Failure firstFailure,
    Instant firstFailedAt,
    int attempts,
    Instant failedAt,
    Optional<Instant> nextAttemptAt) {

  public static BlockedRecord of(
      SourceRecord record,
      EventMetadata metadata,
      Failure failure,
      int attempts,
      Moment now,
      Optional<Duration> delay) {
    byte[] key = record.key();
    Failure shown =
        new Failure(failure.kind(), failure.reason(), SafeText.sentence(failure.message()));
    return new BlockedRecord(
        record.offset(),
        key == null ? "" : Sample.key(key),
        SafeText.field(metadata.eventId()),
        SafeText.field(metadata.eventType()),
        SafeText.field(metadata.orgId()),
        shown,
        shown,
        now.at(),
        attempts,
        now.at(),
        delay.map(now.at()::plus));
  }

  /** A batch of which no record is known. */
  public static BlockedRecord of(PartitionEvent.BatchUnreadable event, Moment now) {
    Failure failure = event.failure();
    Failure shown =
        new Failure(failure.kind(), failure.reason(), SafeText.sentence(failure.message()));
    return new BlockedRecord(
        event.offset(),
        "",
        "",
        "",
        "",
        shown,
        shown,
        now.at(),
        event.attempt(),
        now.at(),
        Optional.of(now.at().plus(event.delay())));
  }

  /** The same, where it failed before: maybe under another fence. */
  public BlockedRecord after(@Nullable BlockedRecord before) {
    return before == null || !before.offset.equals(offset)
        ? this
        : new BlockedRecord(
            offset,
            key,
            eventId,
            eventType,
            orgId,
            failure,
            before.firstFailure,
            before.firstFailedAt,
            attempts,
            failedAt,
            nextAttemptAt);
  }
}
