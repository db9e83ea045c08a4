package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.result.FinalState;
import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a number of instances work off one backlog: one begins, and the others join it under load.
 * Confined to a thread.
 *
 * @param partitions number of partitions
 * @param warmUp time after the last instance has its partitions that does not count
 */
record ScaleRun(Cluster cluster, int partitions, Duration warmUp) {
  /** Part of the backlog after which some partitions may have nothing left. */
  private static final double COUNTED = 0.9;

  /** Part of the backlog that the first instance applies before the others start. */
  private static final double ALONE = 0.05;

  /**
   * Measures once.
   *
   * @param messages of the backlog
   * @throws IllegalStateException if the order of a partition or the final tuples are wrong, or the
   *     backlog was too small
   */
  ScaleResult measure(StoreSpec store, Way way, int instances, int messages, int seed)
      throws Exception {
    cluster.store.reset(store, seed);
    Workload workload = new Workload(seed, partitions, messages, 0, messages);
    try (Group group = cluster.group(way, partitions, Optional.empty());
        Publisher publisher = group.publisher(workload)) {
      publisher.publishBacklog();
      group.start();
      group.awaitBalanced();
      group.awaitMarks(Math.round(ALONE * messages));
      Map<String, Set<Integer>> alone = group.awaitBalanced();
      long joined = EpochMicros.now();
      for (int i = 1; i < instances; i++) {
        group.start();
      }
      Map<String, Set<Integer>> owners = group.awaitBalanced();
      LockSupport.parkNanos(warmUp.toNanos());
      long from = EpochMicros.now();
      MachineLoad before = MachineLoad.now();
      group.awaitMarks(Math.round(COUNTED * messages));
      long to = EpochMicros.now();
      double busy = MachineLoad.now().busySince(before);
      double millis = group.processorMillis(from, to);
      group.awaitMarks(messages);
      group.awaitCommitted();
      Map<Mark, Long> applied = cluster.store.times();
      requireRight(workload, applied);
      NavigableMap<Integer, Double> gaps = Timings.longestGaps(applied, joined, from);
      gaps.keySet().retainAll(Group.onlyIn(owners, alone));
      long count = Timings.count(applied.values(), from, to);
      if (count < messages / 4) {
        throw new IllegalStateException(
            "want a larger backlog, of which a quarter counts at least, got %d of %d"
                .formatted(count, messages));
      }
      return new ScaleResult(
          store.text(),
          way.title(),
          owners.values().stream().map(Set::size).toList(),
          Timings.rate(applied.values(), from, to),
          millis / count,
          busy,
          new ArrayList<>(gaps.values()),
          cluster.store.refused());
    }
  }

  private void requireRight(Workload workload, Map<Mark, Long> applied) {
    FinalState state = FinalState.of(workload.finalTuples(), cluster.store.tuples());
    List<Mark> late = Timings.outOfOrder(applied);
    if (!state.isRight() || !late.isEmpty()) {
      throw new IllegalStateException(
          "want all messages in order, got %s, late: %s; logs are in %s"
              .formatted(state, late, cluster.files));
    }
  }
}
