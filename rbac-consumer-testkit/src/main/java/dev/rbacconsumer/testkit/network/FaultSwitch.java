package dev.rbacconsumer.testkit.network;

/** The fault that is in force for all connections of one proxy. Thread-safe. */
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
   * @return the fault in force then
   * @throws InterruptedException when interrupted
   */
  synchronized NetworkFault awaitNotHeld() throws InterruptedException {
    while (fault == NetworkFault.HELD && !closed) {
      wait();
    }
    return fault;
  }

  /** Ends every wait. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
