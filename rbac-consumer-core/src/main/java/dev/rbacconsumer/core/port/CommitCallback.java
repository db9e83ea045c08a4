package dev.rbacconsumer.core.port;

import org.jspecify.annotations.Nullable;

/** Hears how a commit ended. Called exactly once, on the thread that polls. */
@FunctionalInterface
public interface CommitCallback {
  /**
   * The commit is over.
   *
   * @param failure null when it is durable; otherwise why it may not be
   */
  void finished(@Nullable SourceException failure);
}
