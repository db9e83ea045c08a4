package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.source.SourceProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation, such as a commit or a read of the source, that keeps failing and is tried again.
 *
 * @param message reason of the latest failure; one sentence, bounded
 * @param since time of the first failure since the last success
 */
public record ProblemStatus(String message, Instant since) {
  /** Returns the status of a problem that the source reports. */
  public static ProblemStatus of(SourceProblem problem) {
    return new ProblemStatus(SafeText.sentence(problem.message()), problem.since());
  }

  /** Returns the status after one more failure, which may be the first one. */
  public static ProblemStatus again(@Nullable ProblemStatus before, String message, Moment now) {
    return new ProblemStatus(
        SafeText.sentence(message), before == null ? now.at() : before.since());
  }
}
