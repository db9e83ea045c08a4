package dev.rbacconsumer.relations;

import java.time.Duration;

/**
 * Hears of every call that is over, on the thread that ended it: so it must not block. Thread-safe.
 */
@FunctionalInterface
public interface CallObserver {
  /** One call is over. What this throws is logged and goes no further. */
  void on(CallEnd call);

  /** Hears nothing. */
  static CallObserver none() {
    return call -> {};
  }

  /**
   * How one call went.
   *
   * @param operation what it was for
   * @param outcome {@code success}, or why it failed: the same stable word as the reason of an
   *     outcome
   * @param elapsed from the moment it was begun, waiting for a token or a connection included
   * @param tuples how many were sent to be added or removed; 0 for a call of another kind
   * @param requestBytes encoded size of the request
   */
  record CallEnd(
      Operation operation, String outcome, Duration elapsed, int tuples, int requestBytes) {
    /** The outcome of a call that did not fail. */
    public static final String SUCCESS = "success";
  }

  /** What calls are for. */
  enum Operation {
    /** Tuples are added. */
    ADD("add"),
    /** Tuples are removed. */
    DELETE("delete"),
    /** Both in one call. */
    WRITE("write"),
    /** Nothing is written; it is asked whether the fence holds. */
    PROBE("probe"),
    /** Tuples are read. */
    READ("read"),
    /** A lock is taken, or a mark beside it is written or removed. */
    LOCK("lock"),
    /** Anything else. */
    OTHER("other");

    private final String label;

    Operation(String label) {
      this.label = label;
    }

    /** The word for it in metrics. */
    public String label() {
      return label;
    }
  }
}
