package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Counter;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A counter that reads its value from another component. When that component is gone, the last
 * value stays, since a counter never falls. Thread-safe.
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
