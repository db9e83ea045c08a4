package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.text.SafeText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that fails again and again, and is tried again.
 *
 * @param message why it failed last; one sentence, bounded
 * @param since when it failed first without a success since
 */
public record ProblemStatus(String message, Instant since) {
  /** It failed now, perhaps not for the first time. */
  public static ProblemStatus again(@Nullable ProblemStatus before, String message, Moment now) {
    return new ProblemStatus(
        SafeText.sentence(message), before == null ? now.at() : before.since());
  }
}
