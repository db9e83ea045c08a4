package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import java.time.Duration;
import java.util.List;

/**
 * Sink for changes and its fence authority, which belong together.
 *
 * @param marks reads the marks of the same store
 */
record StorePorts(RelationSink sink, FenceAuthority fences, MarkReader marks) {
  /** Reads the marks beside a lock; none if the store does not answer. */
  @FunctionalInterface
  interface MarkReader {
    List<StoreMark> read(String lockId, Duration timeout) throws InterruptedException;
  }
}
