package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.scaling.Scaling;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rebalance that takes time, as with Kafka's protocol {@code classic}: it begins when a member
 * joins, leaves or has released partitions, each member learns of it by its next heartbeat, and it
 * ends once all of them have rejoined. A partition that moves is released after one rebalance and
 * assigned by the next.
 */
final class TimedRebalance {
  private final SimulatedDeployment deployment;
  private final Scaling scaling;

  /** Times of a heartbeat of each member. */
  private final Map<SimulatedConsumer, Long> heartbeats = new HashMap<>();

  private boolean inProgress;
  private long end;

  TimedRebalance(SimulatedDeployment deployment, Scaling scaling) {
    this.deployment = deployment;
    this.scaling = scaling;
  }

  void joined(SimulatedConsumer member) {
    heartbeats.put(member, now());
    if (inProgress) {
      end = Math.max(end, exchanges());
    }
  }

  void begin(List<SimulatedConsumer> members) {
    if (inProgress) {
      return;
    }
    inProgress = true;
    long last = members.stream().mapToLong(this::untilHeartbeat).max().orElse(0);
    end = exchanges() + last;
  }

  boolean isInProgress() {
    return inProgress;
  }

  /** Returns whether all members have rejoined; a silent one is waited for until it is expelled. */
  boolean isDue(List<SimulatedConsumer> members) {
    return inProgress && end <= now() && members.stream().allMatch(SimulatedConsumer::isResponsive);
  }

  /** Returns the nanoseconds until all members that are not silent have rejoined. */
  long untilEnd() {
    return inProgress && end > now() ? end - now() : Long.MAX_VALUE;
  }

  /** Ends the rebalance, and returns the owners that are wanted now. */
  Map<PartitionId, SimulatedConsumer> end(
      List<SimulatedConsumer> members, List<PartitionId> partitions) {
    inProgress = false;
    Map<String, SimulatedConsumer> byName = new TreeMap<>();
    Map<String, Set<PartitionId>> owned = new TreeMap<>();
    for (SimulatedConsumer member : members) {
      byName.put(member.toString(), member);
      owned.put(member.toString(), member.assigned());
    }
    Map<PartitionId, SimulatedConsumer> wanted = new TreeMap<>();
    scaling
        .assignor()
        .assign(partitions, owned)
        .forEach(
            (partition, name) ->
                wanted.put(partition, Objects.requireNonNull(byName.get(name), name)));
    return wanted;
  }

  /** Returns when a member has been answered twice: it has joined, and has its assignment. */
  private long exchanges() {
    return deployment.timing().brokerCall() + deployment.timing().brokerCall() - now();
  }

  private long untilHeartbeat(SimulatedConsumer member) {
    Duration interval = scaling.heartbeat();
    long since = now() - heartbeats.getOrDefault(member, now());
    return (interval.toNanos() - since % interval.toNanos()) % interval.toNanos();
  }

  private long now() {
    return deployment.time().nanoTime();
  }
}
