package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history of the first record of a partition while it fails, for the commits of its
 * position, and hands over that of an earlier owner. Used by one thread.
 */
public final class FailureMemory {
  private final long began;
  private final Instant beganAt;

  /** Whether the current history is that of an earlier owner, and its record is not read yet. */
  private boolean isInherited;

  private @Nullable FailureHistory current;

  /** History that the last durable commit names. */
  private Optional<FailureHistory> committed = Optional.empty();

  /**
   * @param now the monotonic clock, in nanoseconds
   * @param at the time at that moment
   */
  public FailureMemory(long now, Instant at) {
    this.began = now;
    this.beganAt = at;
  }

  /** Starts at a position, with what its commit names. */
  public void begin(Optional<FailureHistory> left) {
    isInherited = left.isPresent();
    committed = left;
    current = left.orElse(null);
  }

  /**
   * Returns the history that an earlier owner left of the first record that is read; empty if it
   * left none, or that of another record.
   */
  public Optional<FailureHistory> takeOver(SourceRecord record) {
    if (!isInherited) {
      return Optional.empty();
    }
    isInherited = false;
    if (!current().filter(it -> it.isOf(record)).isPresent()) {
      current = null;
    }
    return current();
  }

  /** Returns the time since the first failed attempt of a history; never below zero. */
  public Duration since(FailureHistory history, long now) {
    Duration since = Duration.between(history.since(), time(now));
    return since.isNegative() ? Duration.ZERO : since;
  }

  /**
   * Records a failed attempt at the first record.
   *
   * @param since time of its first failed attempt, on the monotonic clock in nanoseconds
   * @param attempts number of its failed attempts
   */
  public void failed(SourceRecord record, long since, int attempts, Failure failure) {
    Optional<FailureHistory> before =
        current().filter(history -> history.offset().equals(record.offset()));
    String digest = before.map(FailureHistory::digest).orElseGet(() -> RecordDigest.of(record));
    Instant first = before.map(FailureHistory::since).orElseGet(() -> time(since));
    current =
        new FailureHistory(
            record.offset(), digest, first, attempts, failure.kind(), failure.reason());
  }

  /** Records that the first record fails no more: it is settled, or an attempt got on. */
  public void ended() {
    current = null;
  }

  /** Returns the history that a commit has to name; empty while the first record does not fail. */
  public Optional<FailureHistory> current() {
    return Optional.ofNullable(current);
  }

  /** Returns whether the history has grown since the last commit. */
  public boolean isNews() {
    return current != null && !current().equals(committed);
  }

  /** Records that a commit is durable. */
  public void committed(Optional<FailureHistory> named) {
    committed = named;
  }

  private Instant time(long now) {
    return beganAt.plusNanos(now - began);
  }
}
