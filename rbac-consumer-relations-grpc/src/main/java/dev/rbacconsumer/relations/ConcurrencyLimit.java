package dev.rbacconsumer.relations;

import java.util.function.LongSupplier;

/**
 * The number of removals in flight, shared by all changes of a sink: it is adapted by the answers
 * to all of them ({@link VegasLimit}), and divided evenly between the changes that remove tuples at
 * the same time. Each of those may have one removal in flight whatever the others do, so a change
 * whose calls hang never holds up another one.
 *
 * <p>Thread-safe.
 */
final class ConcurrencyLimit {
  private final LongSupplier nanos;
  private final VegasLimit limit;
  private int shares;

  /**
   * @param ceiling most removals in flight, at least 1
   * @param nanos a clock that only goes forward
   */
  ConcurrencyLimit(int ceiling, LongSupplier nanos) {
    this.limit = new VegasLimit(ceiling);
    this.nanos = nanos;
  }

  /** The number of removals to keep in flight now. */
  synchronized int current() {
    return limit.current();
  }

  /** The part of one change, until it is closed. */
  synchronized Share join() {
    shares++;
    return new Share();
  }

  /** The removals of one change. */
  final class Share implements AutoCloseable {
    private int own;

    private Share() {}

    /** Whether one more removal may be started now. */
    boolean mayStart() {
      synchronized (ConcurrencyLimit.this) {
        int most = limit.current();
        int part = (most + shares - 1) / shares;
        return own == 0 || (own < part && limit.inFlight() < most);
      }
    }

    /** Counts a removal as started. */
    Removal start() {
      synchronized (ConcurrencyLimit.this) {
        long now = nanos.getAsLong();
        own++;
        limit.onStart(now);
        return new Removal(now, limit.epoch());
      }
    }

    /** Counts a removal as over, and learns from its answer. */
    void end(Removal removal, CallResult<?> answer) {
      StoreFault fault = answer.fault().orElse(null);
      synchronized (ConcurrencyLimit.this) {
        long now = nanos.getAsLong();
        own--;
        if (fault != null && !isAboutLoad(fault.kind())) {
          limit.onEnd(now);
        } else if (fault != null || answer.mayLandLater()) {
          limit.onFailure(now, removal.epoch());
        } else {
          limit.onAnswer(now, removal.startedAt());
        }
      }
    }

    /** Gives the part back. Removals that are not over count no longer. */
    @Override
    public void close() {
      synchronized (ConcurrencyLimit.this) {
        for (; own > 0; own--) {
          limit.onEnd(nanos.getAsLong());
        }
        shares--;
      }
    }
  }

  /** A refusal for what is in the request would be the same with one call in flight. */
  private static boolean isAboutLoad(StoreFault.Kind kind) {
    return switch (kind) {
      case LATER, UNCLEAR -> true;
      case FENCE_LOST, REFUSED, TOO_MUCH -> false;
    };
  }

  /**
   * A removal in flight.
   *
   * @param startedAt time of its start
   * @param epoch period of the limit in which it was started
   */
  record Removal(long startedAt, int epoch) {}
}
