package dev.rbacconsumer.testkit.bench.store;

/** What is measured beside each other in one round. */
sealed interface Way {
  /**
   * Removals in the dialect of Kessel, always so many in flight.
   *
   * @param inFlight at least 1
   */
  record Fixed(int inFlight) implements Way {}

  /**
   * Removals in the dialect of Kessel, by a sink that adapts and has been at work before.
   *
   * @param ceiling most in flight
   */
  record Adaptive(int ceiling) implements Way {}

  /**
   * Messages that remove a tuple and add one.
   *
   * @param direct whether in the dialect of SpiceDB, without Kessel
   * @param batch messages in one change
   */
  record Messages(boolean direct, int batch) implements Way {}
}
