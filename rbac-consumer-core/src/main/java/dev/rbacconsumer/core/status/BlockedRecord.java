package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.text.RecordText;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record that blocks a partition: it failed and is not yet applied or skipped. Foreign texts
 * are bounded, and invisible characters in them are escaped. It holds no part of the record's value
 * except quotations in the failure.
 *
 * @param offset its offset; for an unreadable batch, that of the first unknown record
 * @param digest digest of the record, by {@link RecordDigest}; empty for an unreadable batch
 * @param key its key as text, or in hexadecimal if it is no text; empty if there is none
 * @param eventId id of its event; empty if unknown
 * @param eventType type of its event; empty if unknown
 * @param orgId organisation of its event; empty if unknown or if the event concerns none
 * @param failure its latest failure
 * @param firstFailure its first failure that this instance has seen
 * @param firstFailedAt time of the first failed attempt, also of an earlier owner
 * @param attempts number of failed attempts, also before a loss of the fence, at least 1
 * @param failedAt time of the latest failure
 * @param nextAttemptAt time of the next attempt; past while the attempt is in progress, empty if
 *     none follows
 */
public record BlockedRecord(
    Offset offset,
    String digest,
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

  /**
   * Returns the status of a record that has failed just now.
   *
   * @param firstFailedAt time of its first failed attempt; empty if it is this one
   * @param delay wait before the next attempt; empty if none follows
   */
  public static BlockedRecord of(
      SourceRecord record,
      EventMetadata metadata,
      Failure failure,
      int attempts,
      Optional<Instant> firstFailedAt,
      Moment now,
      Optional<Duration> delay) {
    byte[] key = record.key();
    Instant first = firstFailedAt.orElse(now.at());
    Failure shown =
        new Failure(failure.kind(), failure.reason(), SafeText.sentence(failure.message()));
    return new BlockedRecord(
        record.offset(),
        RecordDigest.of(record),
        key == null ? "" : RecordText.key(key),
        SafeText.field(metadata.eventId()),
        SafeText.field(metadata.eventType()),
        SafeText.field(metadata.orgId()),
        shown,
        shown,
        first,
        attempts,
        attempts == 1 ? first : now.at(),
        delay.map(now.at()::plus));
  }

  /** Returns the status of an unreadable batch, whose records are unknown. */
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
        "",
        shown,
        shown,
        now.at(),
        event.attempt(),
        now.at(),
        Optional.of(now.at().plus(event.delay())));
  }

  /**
   * Returns a copy that keeps the first failure of an earlier status of the same record, which may
   * have failed before under another fence.
   */
  public BlockedRecord after(@Nullable BlockedRecord before) {
    return before == null || !before.offset.equals(offset)
        ? this
        : new BlockedRecord(
            offset,
            digest,
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

  /** Returns a copy whose next attempt is not scheduled. */
  public BlockedRecord withoutNextAttempt() {
    return new BlockedRecord(
        offset,
        digest,
        key,
        eventId,
        eventType,
        orgId,
        failure,
        firstFailure,
        firstFailedAt,
        attempts,
        failedAt,
        Optional.empty());
  }
}
