package dev.rbacconsumer.relations.internal.call;

import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.function.LongSupplier;

/**
 * Limit on the removals in flight, shared by all changes of a sink. It adapts to the answers of all
 * of them ({@link VegasLimit}), and is divided evenly between the changes that remove tuples at the
 * same time. Each change may always have one removal in flight, so a change whose calls hang never
 * delays another one.
 *
 * <p>Thread-safe.
 */
public final class RemovalConcurrencyLimit {
  private final LongSupplier nanos;
  private final VegasLimit limit;
  private int shares;

  /**
   * Creates a limit without changes.
   *
   * @param ceiling most removals in flight, at least 1
   * @param nanos monotonic clock
   */
  public RemovalConcurrencyLimit(int ceiling, LongSupplier nanos) {
    this.limit = new VegasLimit(ceiling);
    this.nanos = nanos;
  }

  /** Returns the current number of removals to keep in flight. */
  public synchronized int current() {
    return limit.current();
  }

  /** Adds a change, and returns its share until that is closed. */
  public synchronized Share join() {
    shares++;
    return new Share();
  }

  /** Share of one change in the limit. */
  public final class Share implements AutoCloseable {
    private int own;

    private Share() {}

    /** Returns whether one more removal may start now. */
    public boolean mayStart() {
      synchronized (RemovalConcurrencyLimit.this) {
        int most = limit.current();
        int part = (most + shares - 1) / shares;
        return own == 0 || (own < part && limit.inFlight() < most);
      }
    }

    /** Counts a removal as started. */
    public Removal start() {
      synchronized (RemovalConcurrencyLimit.this) {
        long now = nanos.getAsLong();
        own++;
        limit.onStart(now);
        return new Removal(now, limit.epoch());
      }
    }

    /** Counts a removal as ended, and adapts the limit to its answer. */
    public void end(Removal removal, CallResult<?> answer) {
      StoreFault fault = answer.fault().orElse(null);
      synchronized (RemovalConcurrencyLimit.this) {
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

    /** Returns the share. Removals still in flight are no longer counted. */
    @Override
    public void close() {
      synchronized (RemovalConcurrencyLimit.this) {
        for (; own > 0; own--) {
          limit.onEnd(nanos.getAsLong());
        }
        shares--;
      }
    }
  }

  /**
   * Returns whether a fault is about load. A refusal because of the request's content would be the
   * same with one call in flight.
   */
  private static boolean isAboutLoad(StoreFault.Kind kind) {
    return switch (kind) {
      case LATER, UNCLEAR -> true;
      case FENCE_LOST, REFUSED, TOO_MUCH -> false;
    };
  }

  /**
   * Removal in flight.
   *
   * @param startedAt time of its start
   * @param epoch period of the limit in which it was started
   */
  public record Removal(long startedAt, int epoch) {}
}
