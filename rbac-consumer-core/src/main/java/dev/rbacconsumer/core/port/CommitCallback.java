package dev.rbacconsumer.core.port;

import org.jspecify.annotations.Nullable;

/** Receives the result of a commit. Called exactly once, on the polling thread. */
@FunctionalInterface
public interface CommitCallback {
  /**
   * Completes the commit.
   *
   * @param failure null when the commit is durable; otherwise the reason why it may not be
   */
  void finished(@Nullable SourceException failure);
}
