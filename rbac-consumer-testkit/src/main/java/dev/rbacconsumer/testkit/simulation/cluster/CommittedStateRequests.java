package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Simulates a member's requests for start points, which use a separate client. */
final class CommittedStateRequests {
  /** Time after which an adapter discards a client that does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final SimulatedDeployment deployment;
  private final SimulatedConsumer member;
  private final Map<PartitionId, CommittedState> latest = new TreeMap<>();
  private final List<Pending> pending = new ArrayList<>();

  CommittedStateRequests(SimulatedDeployment deployment, SimulatedConsumer member) {
    this.deployment = deployment;
    this.member = member;
  }

  /**
   * Sends a request, and returns at once. The answer has the state at some moment after this call.
   */
  void request(Set<PartitionId> partitions, CommittedStatesCallback callback) {
    if (member.isCutOff() || deployment.strikes(Fault.POSITION_UNREADABLE, 10)) {
      callback.failed(SimulatedConsumer.passing("reading positions"));
    } else if (deployment.strikes(Fault.POSITION_NOT_ANSWERED, 10)) {
      add(callback, Optional.empty(), PATIENCE);
    } else if (deployment.timing().isOn()) {
      long wait = deployment.timing().brokerCall() - deployment.time().nanoTime();
      add(callback, Optional.of(read(partitions)), Duration.ofNanos(wait));
    } else if (deployment.happens(3)) {
      Duration wait = Duration.ofMillis(100L * deployment.choices().below(50));
      add(callback, Optional.of(read(partitions)), wait);
    } else {
      found(callback, read(partitions));
    }
  }

  private void found(CommittedStatesCallback callback, Map<PartitionId, CommittedState> starts) {
    latest.putAll(starts);
    callback.found(starts);
  }

  /** Returns the start point of a partition that was delivered last. */
  Optional<CommittedState> latest(PartitionId partition) {
    return Optional.ofNullable(latest.get(partition));
  }

  boolean hasNews() {
    return pending.stream().anyMatch(this::isDue);
  }

  /** Delivers the answers that have arrived, on the polling thread. */
  void deliver() {
    for (Pending answer : List.copyOf(pending)) {
      if (isDue(answer)) {
        pending.remove(answer);
        answer
            .starts()
            .ifPresentOrElse(
                starts -> found(answer.callback(), starts),
                () ->
                    answer.callback().failed(SimulatedConsumer.passing("no answer to a question")));
      }
    }
  }

  private void add(
      CommittedStatesCallback callback,
      Optional<Map<PartitionId, CommittedState>> starts,
      Duration wait) {
    pending.add(new Pending(callback, starts, deployment.time().nanoTime() + wait.toNanos()));
  }

  private boolean isDue(Pending answer) {
    return deployment.time().nanoTime() - answer.notBefore() >= 0
        && (answer.starts().isEmpty() || !member.isCutOff());
  }

  private Map<PartitionId, CommittedState> read(Set<PartitionId> partitions) {
    Map<PartitionId, CommittedState> starts = new TreeMap<>();
    for (PartitionId partition : partitions) {
      PartitionOffsets log =
          new PartitionOffsets(
              Optional.of(deployment.topic().identity()),
              new CommitPosition(deployment.topic().begin(partition)),
              new CommitPosition(deployment.topic().readable(partition)),
              new CommitPosition(deployment.topic().end(partition)));
      starts.put(partition, new CommittedState(deployment.group().committed(partition), log));
    }
    return starts;
  }

  /**
   * Answer in transit.
   *
   * @param starts the start points; empty if no answer arrives
   * @param notBefore time of its arrival on the monotonic clock
   */
  private record Pending(
      CommittedStatesCallback callback,
      Optional<Map<PartitionId, CommittedState>> starts,
      long notBefore) {}
}
