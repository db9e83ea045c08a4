package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.result.FinalState;
import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Launch;
import dev.rbacconsumer.launcher.bench.e2e.way.Pace;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the pauses of partitions while instances come and go, and messages arrive at a steady
 * rate. Confined to a thread.
 *
 * @param partitions number of partitions
 * @param history messages of each partition that are applied before the measurement begins
 * @param perSecond messages a second in all partitions
 * @param warmUp time in which the first instance becomes warm
 * @param settled time after an even assignment that belongs to an event
 * @param kills whether an instance is killed, too
 * @param settings further environment variables of the instances
 */
record RebalanceRun(
    Cluster cluster,
    int partitions,
    int history,
    int perSecond,
    Duration warmUp,
    Duration settled,
    boolean kills,
    Map<String, String> settings) {

  /** Time and partitions of an event. */
  private record Window(Event event, long from, long to, Set<Integer> moved) {}

  /**
   * Measures each event once.
   *
   * @throws IllegalStateException if the order of a partition or the final tuples are wrong
   */
  List<Pause> measure(Protocol protocol, int seed) throws Exception {
    cluster.store.reset(StoreSpec.parse("1"), seed);
    Workload workload = new Workload(seed, partitions, partitions, 0, 1);
    List<Window> windows;
    Map<Mark, Long> sent;
    try (Group group = cluster.group(way(protocol), partitions, protocol.heartbeat());
        Publisher publisher = group.publisher(workload)) {
      publishHistory(group, seed);
      publisher.publishBacklog();
      group.start();
      group.awaitBalanced();
      group.awaitMarks(workload.backlogMarks());
      try (Feed feed = new Feed(publisher, perSecond)) {
        LockSupport.parkNanos(warmUp.toNanos());
        windows = windows(group, feed);
        sent = feed.stop();
      }
      group.awaitMarks(workload.backlogMarks() + sent.size());
      group.awaitCommitted();
    }
    Map<Mark, Long> applied = cluster.store.times();
    requireRight(workload, sent.size(), applied);
    return pauses(protocol, windows, sent, applied);
  }

  /** Publishes messages that a new owner may read again, and no instance has to apply. */
  private void publishHistory(Group group, int seed) {
    if (history > 0) {
      Workload before = new Workload(-seed, partitions, partitions * history, 0, 1);
      try (Publisher publisher = group.publisher(before)) {
        publisher.publishBacklog();
      }
      group.commitEnds(before);
    }
  }

  private Way way(Protocol protocol) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL", protocol.setting());
    return new Way(
        "instance", "instance", new Launch.Product(all), Pace.STRICT, Optional.empty(), true, true);
  }

  private List<Window> windows(Group group, Feed feed) throws Exception {
    List<Window> windows = new ArrayList<>();
    long calm = EpochMicros.now();
    windows.add(window(Event.NONE, calm, Set.of(), group, feed));
    windows.add(join(group, feed));
    windows.add(leave(Event.LEAVES, group, feed));
    if (kills) {
      windows.add(join(group, feed));
      windows.add(leave(Event.KILLED, group, feed));
    }
    return windows;
  }

  private Window join(Group group, Feed feed) throws Exception {
    Map<String, Set<Integer>> before = group.awaitBalanced();
    long from = EpochMicros.now();
    group.start();
    Map<String, Set<Integer>> after = group.awaitBalanced();
    return window(Event.JOINS, from, Group.onlyIn(after, before), group, feed);
  }

  /** Ends the instance that came last. */
  private Window leave(Event event, Group group, Feed feed) throws Exception {
    Map<String, Set<Integer>> before = group.awaitBalanced();
    long from = EpochMicros.now();
    if (event == Event.KILLED) {
      group.kill(1);
    } else {
      group.stop(1);
    }
    Map<String, Set<Integer>> after = group.awaitBalanced();
    return window(event, from, Group.onlyIn(before, after), group, feed);
  }

  /** Ends a window, and returns when all of its messages are applied. */
  private Window window(Event event, long from, Set<Integer> moved, Group group, Feed feed) {
    LockSupport.parkNanos(settled.toNanos());
    long to = EpochMicros.now();
    // The workload begins with one message in each partition, whose number is 0.
    group.awaitNumber(feed.published() / partitions);
    return new Window(event, from, to, moved);
  }

  private void requireRight(Workload workload, int steady, Map<Mark, Long> applied) {
    Workload all = new Workload(workload.seed(), partitions, partitions, steady, workload.marks());
    FinalState state = FinalState.of(all.finalTuples(), cluster.store.tuples());
    List<Mark> late = Timings.outOfOrder(applied);
    if (!state.isRight() || !late.isEmpty()) {
      throw new IllegalStateException(
          "want all messages in order, got %s, late: %s; logs are in %s"
              .formatted(state, late, cluster.files));
    }
  }

  private static List<Pause> pauses(
      Protocol protocol, List<Window> windows, Map<Mark, Long> sent, Map<Mark, Long> applied) {
    List<Pause> pauses = new ArrayList<>();
    for (Window window : windows) {
      Map<Integer, Double> delays =
          Timings.longestDelays(sent, applied, window.from(), window.to());
      Timings.longestGaps(applied, window.from(), window.to())
          .forEach(
              (partition, millis) ->
                  pauses.add(
                      new Pause(
                          protocol,
                          window.event(),
                          window.moved().contains(partition),
                          millis,
                          delays.getOrDefault(partition, 0.0))));
    }
    return pauses;
  }
}
