package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.Counter;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Counted by somebody else, and read when it is asked for. Once that one is gone, its last count
 * stays: a counter never falls. Thread-safe.
 */
final class ReadCounter extends Counter {
  private final Supplier<OptionalDouble> value;
  private final AtomicLong last = new AtomicLong();

  ReadCounter(Supplier<OptionalDouble> value) {
    this.value = value;
  }

  @Override
  public long getCount() {
    return last.accumulateAndGet((long) value.get().orElse(0), Math::max);
  }
}
