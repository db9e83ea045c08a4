package dev.rbacconsumer.kafka.bench;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A store that keeps nothing and takes its time for every call. Called by one lane. */
final class SlowStore implements RelationSink {
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());

  private final long nanosPerCall;
  private volatile long firstCallNanos;
  private volatile int calls;

  SlowStore(Duration perCall) {
    this.nanosPerCall = perCall.toNanos();
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one lane calls; others only read
  public Outcome apply(TupleChange change, FenceToken token, Duration timeout) {
    long begin = System.nanoTime();
    if (calls == 0) {
      firstCallNanos = begin;
    }
    calls++;
    long left = nanosPerCall;
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = begin + nanosPerCall - System.nanoTime();
    }
    return APPLIED;
  }

  /** When it was called first, by {@link System#nanoTime}. */
  long firstCallNanos() {
    return firstCallNanos;
  }

  int calls() {
    return calls;
  }
}
