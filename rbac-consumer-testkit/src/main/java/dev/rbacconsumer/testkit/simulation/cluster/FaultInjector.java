package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.history.CommitText;
import dev.rbacconsumer.testkit.simulation.history.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Injects faults between the steps of a schedule, and applies their delayed consequences. */
final class FaultInjector {
  private static final List<Fault> STRIKING =
      List.of(
          Fault.REBALANCE,
          Fault.PAUSE,
          Fault.SUSPENSION,
          Fault.CRASH,
          Fault.STOP,
          Fault.EXPULSION,
          Fault.CLOCK_JUMP,
          Fault.LOCK_STOLEN,
          Fault.STORE_REJECTS,
          Fault.OPERATOR_RESET,
          Fault.COMMITS_GONE,
          Fault.TOPIC_RECREATED,
          Fault.STORE_WIPED,
          Fault.STORE_RESTORED,
          Fault.UNREADABLE_BATCH,
          Fault.RETENTION);
  private static final Set<Fault> QUIET =
      EnumSet.of(Fault.OPERATOR_RESET, Fault.COMMITS_GONE, Fault.TOPIC_RECREATED);
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  /**
   * Longest delays of late writes; long enough to repeat a failed attempt, and for later records to
   * follow it.
   */
  private static final List<Integer> LATEST_SECONDS = List.of(30, 300);

  private final SimulatedDeployment deployment;
  private final List<SimulatedConsumer> unnoticed = new ArrayList<>();
  private final List<Landing> landings = new ArrayList<>();

  FaultInjector(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  void strike() {
    Fault fault = deployment.choices().of(STRIKING);
    if (!deployment.isPossible(fault)) {
      return;
    }
    List<Instance> living = deployment.living();
    if (fault == Fault.CLOCK_JUMP) {
      deployment.struck(fault);
      deployment.time().jumpTimeOfDay(Duration.ofHours(deployment.choices().below(49) - 24L));
    } else if (fault == Fault.STORE_REJECTS) {
      deployment.struck(fault);
      deployment.store().changeSchema();
    } else if (fault == Fault.LOCK_STOLEN) {
      deployment.struck(fault);
      deployment.store().steal(deployment.choices().of(deployment.topic().partitions()));
    } else if (fault == Fault.RETENTION) {
      // Deleted records excuse many deviations, so they must not be deleted too often.
      if (deployment.choices().oneIn(2)) {
        deployment.topic().deleteSome();
      }
    } else if (fault == Fault.UNREADABLE_BATCH) {
      deployment.topic().damage();
    } else if (fault == Fault.STORE_WIPED) {
      if (deployment.choices().oneIn(3)) {
        deployment.struck(fault);
        deployment.store().losses().wipe();
      }
    } else if (fault == Fault.STORE_RESTORED) {
      restoreOrBackUp();
    } else if (QUIET.contains(fault)) {
      whileNothingRuns(fault, living);
    } else if (!living.isEmpty()) {
      strike(fault, deployment.choices().of(living));
    }
  }

  /** Returns the consequences of earlier faults that may follow now. */
  List<Runnable> aftermath() {
    List<Runnable> following = new ArrayList<>();
    if (!unnoticed.isEmpty()) {
      following.add(() -> expel(unnoticed.remove(0)));
    }
    for (Landing landing : landings) {
      if (landing.isDue()) {
        following.add(() -> land(landing));
      }
    }
    if (deployment.topic().isRepairable()) {
      following.add(deployment.topic()::repair);
    }
    for (PartitionId partition : deployment.topic().endableTransactions()) {
      following.add(() -> deployment.topic().endTransaction(partition));
    }
    return following;
  }

  void landLater(StoreCall call, List<TupleChange> pieces) {
    for (TupleChange piece : pieces) {
      int latest = deployment.choices().of(LATEST_SECONDS);
      Duration wait = Duration.ofSeconds(deployment.choices().below(latest));
      landings.add(new Landing(call, piece, deployment.time().nanoTime() + wait.toNanos()));
    }
  }

  private void land(Landing landing) {
    landings.remove(landing);
    landing.land();
  }

  /**
   * Ends all faults, and all instances that wait for an operator. Often all instances crash a last
   * time, so that new ones must recover. Unreadable data stay unreadable: transactions of a hanging
   * producer, and damaged batches.
   */
  void end() {
    List.copyOf(landings).forEach(Landing::land);
    landings.clear();
    List.copyOf(unnoticed).forEach(this::expel);
    unnoticed.clear();
    deployment.store().mendSchema();
    // An idle owner does not detect a loss: the next owner does.
    boolean outage = deployment.choices().oneIn(3) || deployment.store().losses().hasProvable();
    for (Instance instance : deployment.living()) {
      if (outage) {
        crash(instance);
        continue;
      }
      instance.goOn();
      instance.member().reconnect();
      if (instance.blocksOnInvalid() || instance.blocksOnDataLoss()) {
        instance.stop();
      }
    }
  }

  /** Ends an instance without an orderly stop; the group detects it at once. */
  void crash(Instance instance) {
    instance.crash();
    expel(instance.member());
  }

  private void strike(Fault fault, Instance instance) {
    switch (fault) {
      case CRASH -> {
        deployment.struck(fault);
        deployment.trace(() -> instance + " crashes");
        instance.crash();
        unnoticed.add(instance.member());
      }
      case STOP -> {
        if (instance.isFree()) {
          deployment.struck(fault);
          deployment.trace(() -> instance + " stops");
          instance.stop();
        }
      }
      case EXPULSION -> {
        expel(instance);
      }
      case PAUSE -> {
        deployment.struck(fault);
        deployment.trace(() -> instance + " pauses");
        instance.pause(Duration.ofSeconds(1 + deployment.choices().below(90)));
      }
      case SUSPENSION -> {
        deployment.struck(fault);
        deployment.trace(() -> instance + " is suspended");
        instance.pause(Duration.ofMinutes(1 + deployment.choices().below(10)));
        unnoticed.add(instance.member());
      }
      default -> {
        deployment.struck(Fault.REBALANCE);
        deployment.group().rebalance();
      }
    }
  }

  private void restoreOrBackUp() {
    if (deployment.choices().oneIn(3) && deployment.store().losses().restore()) {
      deployment.struck(Fault.STORE_RESTORED);
    } else {
      deployment.store().losses().backUp();
    }
  }

  /**
   * Runs a fault while the group has no members: Kafka's tools refuse otherwise, and commits do not
   * expire otherwise.
   */
  private void whileNothingRuns(Fault fault, List<Instance> living) {
    if (!deployment.isAtTop() || !living.stream().allMatch(Instance::isFree)) {
      return;
    }
    for (Instance instance : living) {
      if (deployment.choices().oneIn(2)) {
        instance.crash();
        unnoticed.add(instance.member());
      } else {
        instance.stop();
      }
    }
    List.copyOf(unnoticed).forEach(this::expel);
    unnoticed.clear();
    List.copyOf(landings).forEach(Landing::land);
    landings.clear();
    if (deployment.group().isEmpty() && deployment.living().isEmpty()) {
      deployment.struck(fault);
      switch (fault) {
        case COMMITS_GONE -> forgetCommits();
        case TOPIC_RECREATED -> recreate();
        default -> reset();
      }
    }
  }

  private void reset() {
    for (PartitionId partition : deployment.topic().partitions()) {
      long begin = deployment.topic().begin(partition);
      long kept = deployment.topic().end(partition) - begin;
      long position = begin + deployment.choices().below(Math.toIntExact(kept) + 1);
      deployment.store().reset(partition, Commit.of(new CommitPosition(position)));
    }
  }

  private void forgetCommits() {
    for (PartitionId partition : deployment.topic().partitions()) {
      if (!deployment.choices().oneIn(3)) {
        deployment.store().forgetPosition(partition);
      }
    }
  }

  private void recreate() {
    boolean commitsGo = deployment.choices().oneIn(2);
    deployment.topic().recreate();
    deployment.store().forgetRecords();
    for (PartitionId partition : deployment.topic().partitions()) {
      deployment.store().losses().forget(partition);
      if (commitsGo) {
        deployment.group().forget(partition);
      } else {
        // An operator's commit names no log: it may have been made for the new one.
        deployment
            .group()
            .committed(partition)
            .filter(commit -> !CommitText.isOurs(commit))
            .ifPresent(commit -> deployment.store().reset(partition, commit));
      }
    }
  }

  /** Expels an instance from the group; both continue. */
  void expel(Instance instance) {
    if (deployment.group().has(instance.member())) {
      deployment.struck(Fault.EXPULSION);
      deployment.trace(() -> instance + " is expelled");
      instance.member().disconnect(Duration.ofSeconds(deployment.choices().below(60)));
      deployment.group().remove(instance.member());
    }
  }

  private void expel(SimulatedConsumer member) {
    if (deployment.group().has(member)) {
      deployment.group().remove(member);
    }
  }

  /** Part of a call that has not taken effect yet. */
  private final class Landing {
    private final StoreCall call;
    private final TupleChange piece;
    private final long notBefore;

    Landing(StoreCall call, TupleChange piece, long notBefore) {
      this.call = call;
      this.piece = piece;
      this.notBefore = notBefore;
    }

    boolean isDue() {
      return deployment.time().nanoTime() - notBefore >= 0;
    }

    void land() {
      try {
        Outcome ignored = deployment.store().land(null, call, piece, ATTEMPT);
      } catch (InterruptedException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
