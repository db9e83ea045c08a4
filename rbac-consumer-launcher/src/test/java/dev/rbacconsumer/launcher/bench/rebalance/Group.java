package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.bench.e2e.Contender;
import dev.rbacconsumer.launcher.bench.e2e.ContenderPlace;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.kafka.GroupMember;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A topic and its group, whose instances are processes of the product. Confined to a thread. */
final class Group implements AutoCloseable {
  /** Longer than the session timeout, and than a rebalance of a busy machine. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** A list of all marks is work for the processors that the instances use. */
  private static final Duration BETWEEN_LISTS = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Way way;
  private final List<String> options;
  private final ContenderPlace place;
  private final List<Contender> running = new ArrayList<>();
  private int started;

  /**
   * Creates the topic.
   *
   * @param options of the virtual machines
   */
  Group(Cluster cluster, String name, Way way, int partitions, List<String> options) {
    this.cluster = cluster;
    this.way = way;
    this.options = options;
    this.place =
        new ContenderPlace(
            cluster.kafka.bootstrapServers(), name, name, cluster.store.target(), partitions);
    cluster.kafka.createTopic(name, partitions);
  }

  /** Returns a publisher of its topic. */
  Publisher publisher(Workload workload) {
    return new Publisher(place.bootstrap(), workload, place.topic(), false);
  }

  /** Starts an instance. */
  void start() throws IOException {
    String name = place.group() + "-" + started++;
    running.add(
        Contender.start(way, place, JarProcess.jar(), options, cluster.files.resolve(name)));
  }

  /** Sends SIGTERM to an instance, and returns when it has ended. */
  void stop(int index) throws IOException, InterruptedException {
    try (Contender instance = running.remove(index)) {
      var unused = instance.end();
    }
  }

  /** Sends SIGKILL to an instance. */
  void kill(int index) {
    running.remove(index).close();
  }

  /** Returns the processor time of the running instances between two times, in milliseconds. */
  double processorMillis(long fromMicros, long toMicros) {
    return running.stream().mapToDouble(it -> it.processorMillis(fromMicros, toMicros)).sum();
  }

  /**
   * Waits until all partitions are assigned to so many members, evenly.
   *
   * @return the partitions of each member, by its id
   */
  Map<String, Set<Integer>> awaitBalanced() {
    Map<String, Set<Integer>> found = new TreeMap<>();
    await(
        () -> {
          found.clear();
          found.putAll(assignments());
          return isBalanced(found);
        },
        "an even assignment to " + running.size() + " instances");
    return found;
  }

  private boolean isBalanced(Map<String, Set<Integer>> assignments) {
    int least = place.partitions() / running.size();
    return assignments.size() == running.size()
        && assignments.values().stream().allMatch(it -> it.size() >= least)
        && assignments.values().stream().mapToInt(Set::size).sum() == place.partitions();
  }

  private Map<String, Set<Integer>> assignments() {
    Map<String, Set<Integer>> assignments = new TreeMap<>();
    for (GroupMember member : cluster.kafka.members(place.group())) {
      Set<Integer> numbers = new TreeSet<>();
      for (PartitionId partition : member.assignment()) {
        numbers.add(partition.number());
      }
      assignments.put(member.memberId(), numbers);
    }
    return assignments;
  }

  /** Returns the partitions of the members that are in one assignment, and not in the other. */
  static Set<Integer> onlyIn(
      Map<String, Set<Integer>> assignments, Map<String, Set<Integer>> others) {
    Set<Integer> found = new TreeSet<>();
    assignments.forEach(
        (member, owned) -> {
          if (!others.containsKey(member)) {
            found.addAll(owned);
          }
        });
    return found;
  }

  /** Commits the end of each partition, as if all of its messages were applied. */
  void commitEnds(Workload workload) {
    for (int partition = 0; partition < place.partitions(); partition++) {
      cluster.kafka.commit(
          place.group(),
          new PartitionId(place.topic(), partition),
          Commit.of(new CommitPosition(workload.backlog(partition))));
    }
  }

  /** Waits until each partition has applied the message with this number. */
  void awaitNumber(int number) {
    await(
        () -> {
          Set<Mark> applied = cluster.store.times().keySet();
          return IntStream.range(0, place.partitions())
              .allMatch(partition -> applied.contains(new Mark(partition, number)));
        },
        "message " + number + " of each partition",
        BETWEEN_LISTS);
  }

  /** Waits until so many marks are applied. */
  void awaitMarks(long count) {
    await(() -> cluster.store.marks() >= count, count + " applied marks");
  }

  /** Waits until everything is committed. */
  void awaitCommitted() {
    await(() -> cluster.kafka.lag(place.group(), place.topic()) == 0, "commits of all messages");
  }

  private void await(BooleanSupplier condition, String wanted) {
    await(condition, wanted, BETWEEN_LOOKS);
  }

  private void await(BooleanSupplier condition, String wanted, Duration between) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      running.forEach(Contender::requireAlive);
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "want %s within %s, got %s and %d marks; logs are in %s"
                .formatted(wanted, LONGEST, assignments(), cluster.store.marks(), cluster.files));
      }
      LockSupport.parkNanos(between.toNanos());
    }
  }

  @Override
  public void close() {
    running.forEach(Contender::close);
  }
}
