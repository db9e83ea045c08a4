package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.internal.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a partition, such as a mark or a replay, that failed and is tried again.
 *
 * @param code stable word
 * @param message reason of the latest failure; one sentence, bounded
 * @param since time of the first failure since the last success
 * @param attempts number of failed attempts, at least 1
 * @param nextAttemptAt time of the next attempt; past while the attempt is in progress
 */
public record RetryStatus(
    String code, String message, Instant since, int attempts, Instant nextAttemptAt) {
  /** Returns the status after one more failure, which may be the first one. */
  public static RetryStatus again(
      @Nullable RetryStatus before,
      String code,
      String message,
      int attempts,
      Instant now,
      Duration delay) {
    return new RetryStatus(
        code,
        SafeText.sentence(message),
        before == null ? now : before.since(),
        attempts,
        now.plus(delay));
  }
}
