package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.scaling.Pause;
import dev.rbacconsumer.testkit.simulation.scaling.PauseMonitor;
import dev.rbacconsumer.testkit.simulation.scaling.Scaling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets a group grow to its full size under a steady load, and then lets instances leave, crash and
 * freeze, each of which is replaced or returns. After each change all instances must get their
 * share of the partitions.
 */
final class ScaleOut {
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(10);

  private final SimulatedDeployment deployment;
  private final Scaling scaling;
  private final int fullSize;
  private final PauseMonitor pauses;
  private final List<PartitionId> writing;
  private boolean writes = true;
  private int written;
  private long nextWrite;

  ScaleOut(SimulatedDeployment deployment, Scaling scaling, int fullSize) {
    this.deployment = deployment;
    this.scaling = scaling;
    this.fullSize = fullSize;
    this.pauses = new PauseMonitor(scaling);
    this.writing = shuffled(deployment.topic().partitions());
    this.nextWrite = now();
  }

  void run() {
    while (deployment.isRunning() && deployment.living().size() < fullSize) {
      start();
      settle();
    }
    List<Runnable> changes =
        List.of(this::leave, this::leave, this::leaveTogether, this::crash, this::freeze);
    for (Runnable change : shuffled(changes)) {
      if (deployment.isRunning()) {
        change.run();
      }
    }
    writes = false;
  }

  /** Runs other steps until this much time has passed. */
  void pass(long nanos) {
    long end = now() + nanos;
    while (deployment.isRunning() && now() < end) {
      step(end - now());
    }
  }

  /** Runs one step that is possible now; if there is none, lets time pass until the next is. */
  void step(long atMostNanos) {
    deployment.countStep();
    if (writes && nextWrite <= now()) {
      // All partitions take turns, so each of them gets its messages at the same intervals.
      deployment.topic().write(writing.get(written % writing.size()));
      written++;
      nextWrite += scaling.messageInterval().toNanos() / writing.size();
      return;
    }
    List<Runnable> options = deployment.options();
    if (options.isEmpty()) {
      long due = Math.min(atMostNanos, deployment.untilDue());
      due = writes ? Math.min(due, nextWrite - now()) : due;
      deployment.time().advance(Duration.ofNanos(Math.max(1, due)));
    } else {
      deployment.choices().of(options).run();
    }
  }

  /** Records that an instance has applied or passed over a message. */
  void settled(Instance instance, PartitionId partition) {
    // A silent member is not told that it has lost its partitions, and may pass over more of them.
    if (writes && deployment.group().isOwner(partition, instance.member())) {
      pauses
          .settled(partition, instance.toString(), deployment.time().elapsed())
          .ifPresent(what -> deployment.violated("pause", what));
    }
  }

  void granted(PartitionId partition) {
    pauses.granted(partition);
  }

  Map<Pause, Duration> longestPauses() {
    return pauses.longest();
  }

  private void start() {
    deployment.start();
  }

  private void leave() {
    stop(anyone());
    settle();
    start();
    settle();
  }

  private void leaveTogether() {
    stop(anyone());
    stop(anyone());
    settle();
    start();
    start();
    settle();
  }

  private void stop(Instance leaving) {
    deployment.struck(Fault.STOP);
    deployment.trace(() -> leaving + " stops");
    leaving.stop();
  }

  private void crash() {
    Instance crashing = anyone();
    deployment.struck(Fault.CRASH);
    deployment.trace(() -> crashing + " crashes");
    pauses.failed(crashing.toString());
    crashing.crash();
    expelSilent(crashing);
    start();
    settle();
  }

  /** Freezes an instance in the middle of a call, which gets to the store when it resumes. */
  private void freeze() {
    while (deployment.isRunning() && calling().isEmpty()) {
      step(Long.MAX_VALUE);
    }
    if (!deployment.isRunning()) {
      return;
    }
    Instance frozen = deployment.choices().of(calling());
    deployment.struck(Fault.SUSPENSION);
    deployment.trace(() -> frozen + " is frozen");
    pauses.failed(frozen.toString());
    frozen.pause(scaling.sessionTimeout().multipliedBy(2));
    frozen.member().disconnect(scaling.sessionTimeout().multipliedBy(2).plusMillis(500));
    expelSilent(frozen);
    pass(scaling.sessionTimeout().plusSeconds(1).toNanos());
    settle();
    pauses.recovered(frozen.toString());
  }

  private void expelSilent(Instance silent) {
    pass(scaling.sessionTimeout().toNanos());
    deployment.trace(() -> silent + " is expelled");
    deployment.group().remove(silent.member());
    settle();
  }

  /** Returns the instances that are about to call the store. */
  private List<Instance> calling() {
    return deployment.living().stream()
        .filter(Instance::isFree)
        .filter(Instance::isAboutToCall)
        .toList();
  }

  private Instance anyone() {
    return deployment.choices().of(deployment.living());
  }

  /** Waits until the members share all partitions, and then until each had another message. */
  private void settle() {
    long last = now() + LONGEST_SETTLING.toNanos();
    while (deployment.isRunning() && !isBalanced()) {
      if (now() >= last) {
        deployment.violated("balance", "the members hold " + deployment.group().shares());
      }
      step(last - now());
    }
    Duration further =
        scaling.heartbeat().multipliedBy(deployment.choices().below(10)).dividedBy(9);
    pass(scaling.messageInterval().plus(further).toNanos());
  }

  private boolean isBalanced() {
    if (!deployment.group().isSettled()) {
      return false;
    }
    int partitions = writing.size();
    List<Integer> shares = List.copyOf(deployment.group().shares().values());
    int members = shares.size();
    long reachable = deployment.living().stream().filter(it -> !it.isSuspended()).count();
    return members == reachable
        && shares.stream().mapToInt(it -> it).sum() == partitions
        && shares.stream()
            .allMatch(it -> it == partitions / members || it == (partitions - 1) / members + 1);
  }

  private <T> List<T> shuffled(List<T> all) {
    List<T> rest = new ArrayList<>(all);
    List<T> shuffled = new ArrayList<>();
    while (!rest.isEmpty()) {
      shuffled.add(rest.remove(deployment.choices().below(rest.size())));
    }
    return shuffled;
  }

  private long now() {
    return deployment.time().nanoTime();
  }
}
