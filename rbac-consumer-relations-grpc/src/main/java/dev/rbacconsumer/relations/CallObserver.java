package dev.rbacconsumer.relations;

import java.time.Duration;

/**
 * Observer of finished calls. It is called on the thread that ended the call, so it must not block.
 * Thread-safe.
 */
@FunctionalInterface
public interface CallObserver {
  /** Receives a finished call. An exception of this method is logged and not thrown further. */
  void on(CallEnd call);

  /** Returns an observer that does nothing. */
  static CallObserver none() {
    return call -> {};
  }

  /**
   * Result of one call.
   *
   * @param operation purpose of the call
   * @param outcome {@code success}, or why it failed: the same stable word as the reason of an
   *     outcome
   * @param elapsed time since the start of the call, including waits for a token or a connection
   * @param tuples number of tuples to add or remove in the request; 0 for a call of another kind
   * @param requestBytes encoded size of the request
   */
  record CallEnd(
      Operation operation, String outcome, Duration elapsed, int tuples, int requestBytes) {
    /** The outcome of a call that did not fail. */
    public static final String SUCCESS = "success";
  }

  /** Purposes of calls. */
  enum Operation {
    /** Adds tuples. */
    ADD("add"),
    /** Removes tuples. */
    DELETE("delete"),
    /** Adds and removes tuples in one call. */
    WRITE("write"),
    /** Writes nothing, and checks whether the fence holds. */
    PROBE("probe"),
    /** Reads tuples. */
    READ("read"),
    /** Takes a lock, or writes or removes a mark beside it. */
    LOCK("lock"),
    /** Any other call. */
    OTHER("other");

    private final String label;

    Operation(String label) {
      this.label = label;
    }

    /** Returns the label value for metrics. */
    public String label() {
      return label;
    }
  }
}
