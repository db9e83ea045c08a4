package dev.rbacconsumer.launcher.bench.e2e.store;

import java.util.Collection;

/** Store behind the meter. */
interface StoreBackend extends AutoCloseable {
  /** Returns the port for clients on the loopback address. */
  int port();

  /** Removes all tuples, and answers with other times from now on. */
  void reset(StoreSpec spec, long seed);

  /** Returns all tuples of the workload, in the store's notation. */
  Collection<String> tuples();

  @Override
  void close();
}
