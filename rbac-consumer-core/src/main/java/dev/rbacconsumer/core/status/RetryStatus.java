package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something of a partition that failed, is tried again, and has not succeeded since.
 *
 * @param code stable word
 * @param message why it failed last; one sentence, bounded
 * @param since when it failed first without a success since
 * @param attempts how many have failed, at least 1
 * @param nextAttemptAt when it is tried again; past while the attempt is under way
 */
public record RetryStatus(
    String code, String message, Instant since, int attempts, Instant nextAttemptAt) {
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
