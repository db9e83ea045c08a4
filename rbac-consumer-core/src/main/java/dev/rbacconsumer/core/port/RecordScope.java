package dev.rbacconsumer.core.port;

/**
 * Is told what a thread works on, so that whatever is written to a log meanwhile, by whom ever, can
 * say which record it is about. Called by every lane, at the same time, on the thread that does the
 * work. Must be quick; what it throws is a defect and ends the lane that called.
 */
@FunctionalInterface
public interface RecordScope {
  /**
   * Work for a record begins on this thread.
   *
   * @return to be closed on this thread, when the work is over
   */
  Open enter(RecordContext origin);

  /** Work that has begun. */
  interface Open extends AutoCloseable {
    /** It is over. Never throws. */
    @Override
    void close();
  }

  /** One that nobody hears of. */
  static RecordScope none() {
    Open nothing = () -> {};
    return origin -> nothing;
  }
}
