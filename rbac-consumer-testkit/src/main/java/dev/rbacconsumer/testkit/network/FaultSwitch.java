package dev.rbacconsumer.testkit.network;

/** Holds the current fault of all connections of one proxy. Thread-safe. */
final class FaultSwitch {
  private NetworkFault fault = NetworkFault.NONE;
  private boolean closed;

  synchronized void set(NetworkFault next) {
    fault = next;
    notifyAll();
  }

  synchronized NetworkFault get() {
    return fault;
  }

  /**
   * Waits while bytes are held back.
   *
   * @return the fault after the wait
   * @throws InterruptedException when interrupted
   */
  synchronized NetworkFault awaitNotHeld() throws InterruptedException {
    while (fault == NetworkFault.HELD && !closed) {
      wait();
    }
    return fault;
  }

  /** Ends all waits. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
