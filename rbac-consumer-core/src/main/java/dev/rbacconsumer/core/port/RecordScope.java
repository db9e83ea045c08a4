package dev.rbacconsumer.core.port;

/**
 * Receives the record that a thread works on, so that every log line of that thread can name the
 * record, whichever library writes it. Called by every lane, concurrently, on the thread that does
 * the work: the thread of the lane, or a thread of the sink that stands in for it. Scopes of one
 * thread may be nested; the end of the inner one restores the outer one. It must return quickly. An
 * exception is a defect and ends the lane that called.
 */
@FunctionalInterface
public interface RecordScope {
  /**
   * Begins work for a record on this thread.
   *
   * @return the scope, which the caller closes on this thread when the work is over
   */
  Open enter(RecordContext origin);

  /** An open scope. */
  interface Open extends AutoCloseable {
    /** Ends the work. Never throws. */
    @Override
    void close();
  }

  /** Returns a scope that records nothing. */
  static RecordScope none() {
    Open nothing = () -> {};
    return origin -> nothing;
  }
}
