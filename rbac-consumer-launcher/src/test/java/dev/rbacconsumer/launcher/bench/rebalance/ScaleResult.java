package dev.rbacconsumer.launcher.bench.rebalance;

import java.util.List;

/**
 * Figures of one run of a number of instances at one backlog.
 *
 * @param store text of the store
 * @param way title of the way
 * @param owned number of partitions of each instance
 * @param rate messages a second of all instances
 * @param cpuMillis processor time of all instances for a message
 * @param busy part of the time in which the processors of the machine worked
 * @param handOvers for each partition that moved to another instance under load, the longest time
 *     in milliseconds between two of its messages
 * @param refusedCalls calls that the store refused
 */
record ScaleResult(
    String store,
    String way,
    List<Integer> owned,
    double rate,
    double cpuMillis,
    double busy,
    List<Double> handOvers,
    long refusedCalls) {
  ScaleResult {
    owned = List.copyOf(owned);
    handOvers = List.copyOf(handOvers);
  }

  /** Returns the number of instances. */
  int instances() {
    return owned.size();
  }
}
