package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Operators who act on partitions while everything else happens: any number at once, on any
 * instance, whether it holds the partition or not.
 */
final class SimulatedOperator {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final PartitionId DEAD_LETTERS = new PartitionId("dead-letters", 0);

  private final SimulatedDeployment deployment;

  /** Earliest time to ask for the end of a pause again, by partition. */
  private final Map<PartitionId, Long> notBefore = new TreeMap<>();

  /** Dead letters that cannot be replayed. */
  private final Set<SourceRecord> hopeless = new HashSet<>();

  SimulatedOperator(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  /** Requests some action of some instance. */
  void act() {
    List<Instance> living = deployment.living();
    if (living.isEmpty()) {
      return;
    }
    Instance instance = deployment.choices().of(living);
    PartitionId partition = deployment.choices().of(deployment.topic().partitions());
    if (deployment.choices().oneIn(3) && releaseSome(instance, partition)) {
      return;
    }
    switch (deployment.choices().below(8)) {
      case 0 -> request(instance, partition, new OperatorAction.Pause());
      case 1, 2 -> request(instance, partition, new OperatorAction.Resume());
      case 3 -> request(instance, partition, new OperatorAction.RetryNow());
      case 4, 5 -> replaySome(instance, partition);
      default ->
          instance.actions().head(partition, head -> head.ifPresent(it -> setAside(instance, it)));
    }
  }

  /** Releases some parked record. Returns whether there is one. */
  private boolean releaseSome(Instance instance, PartitionId partition) {
    List<ParkedRecord> parked = deployment.store().quarantine().of(partition);
    if (parked.isEmpty()) {
      return false;
    }
    ParkedRecord some =
        deployment.choices().oneIn(3) ? deployment.choices().of(parked) : parked.get(0);
    release(instance, some, !deployment.choices().oneIn(5));
    return true;
  }

  private void release(Instance instance, ParkedRecord parked, boolean isApplied) {
    request(
        instance,
        parked.record().partition(),
        new OperatorAction.ReleaseParked(
            parked.offset(), RecordDigest.of(parked.record()), isApplied));
  }

  /** Replays some dead letter, whether it was replayed before or not. */
  private void replaySome(Instance instance, PartitionId partition) {
    List<SourceRecord> letters = List.copyOf(deployment.store().letters().of(partition).values());
    if (!letters.isEmpty()) {
      replay(instance, deployment.choices().of(letters));
    }
  }

  private void replay(Instance instance, SourceRecord letter) {
    Set<Offset> notApplied =
        deployment.store().letters().notReplayed(letter.partition(), letter.offset());
    request(
        instance,
        letter.partition(),
        new OperatorAction.ReplayLetter(
            new LetterId(DEAD_LETTERS, letter.offset()), letter, notApplied));
  }

  /** Returns the replays that are left: of each partition, the first letter alone. */
  List<Runnable> replays() {
    List<Runnable> replays = new ArrayList<>();
    for (PartitionId partition : deployment.topic().partitions()) {
      Optional<ParkedRecord> parked =
          deployment.store().quarantine().of(partition).stream().findFirst();
      Optional<SourceRecord> first = firstLeft(partition);
      long now = deployment.time().nanoTime();
      if ((parked.isPresent() || first.isPresent())
          && now - notBefore.getOrDefault(partition, now) >= 0) {
        for (Instance instance : deployment.living()) {
          if (instance.member().assigned().contains(partition)) {
            replays.add(
                () -> {
                  notBefore.put(partition, now + PATIENCE.toNanos());
                  parked.ifPresentOrElse(
                      it -> release(instance, it, true),
                      () -> replay(instance, first.orElseThrow()));
                });
          }
        }
      }
    }
    return replays;
  }

  /** Returns whether every dead letter is replayed, or cannot be. */
  boolean hasReplayed() {
    return deployment.topic().partitions().stream()
        .allMatch(
            it -> firstLeft(it).isEmpty() && deployment.store().quarantine().of(it).isEmpty());
  }

  private Optional<SourceRecord> firstLeft(PartitionId partition) {
    return deployment.store().letters().of(partition).values().stream()
        .filter(it -> !deployment.store().letters().isReplayed(partition, it.offset().value()))
        .filter(it -> !hopeless.contains(it))
        .findFirst();
  }

  /** Returns the ends of all pauses that instances know of. */
  List<Runnable> resumes() {
    List<Runnable> resumes = new ArrayList<>();
    for (Instance instance : deployment.living()) {
      for (PartitionId partition : instance.paused()) {
        long now = deployment.time().nanoTime();
        if (now - notBefore.getOrDefault(partition, now) >= 0) {
          resumes.add(() -> resume(instance, partition));
        }
      }
    }
    return resumes;
  }

  /** Ends a pause; if another action is in progress, it is asked for again some time later. */
  private void resume(Instance instance, PartitionId partition) {
    notBefore.put(partition, deployment.time().nanoTime() + PATIENCE.toNanos());
    request(instance, partition, new OperatorAction.Resume());
  }

  /** Sets a record aside, sometimes with the digest of another one. */
  private void setAside(Instance instance, SourceRecord record) {
    boolean isMistaken = deployment.choices().oneIn(4);
    String digest = isMistaken ? "0123456789abcdef" : RecordDigest.of(record);
    request(
        instance, record.partition(), new OperatorAction.SetAside(record.offset(), digest, true));
  }

  private void request(Instance instance, PartitionId partition, OperatorAction action) {
    ActionRequest request =
        new ActionRequest(partition, action, "ann", "simulated", deployment.time().now());
    deployment.trace(() -> instance + " is asked: " + request);
    instance.actions().request(request, TIMEOUT, reply -> check(request, reply));
  }

  private void check(ActionRequest request, ActionReply reply) {
    deployment.trace(() -> "answer: " + request + ": " + reply);
    request
        .action()
        .match(
            retry -> false,
            pause -> false,
            resume -> false,
            aside -> checkSetAside(request.partition(), aside, reply),
            replay -> checkReplay(replay, reply),
            release -> false);
  }

  /** Requires that a letter which is replayed is known to be. */
  private boolean checkReplay(OperatorAction.ReplayLetter replay, ActionReply reply) {
    PartitionId partition = replay.record().partition();
    boolean isDone = reply.code() == Code.DONE;
    boolean isKnown =
        deployment.store().letters().isReplayed(partition, replay.record().offset().value());
    if (isDone && !isKnown) {
      deployment.violated("operator", "nothing says that " + replay + " was replayed");
    }
    boolean isGone = reply.code() == Code.RECORDS_GONE;
    if (isGone || (deployment.isCalm() && reply.code() == Code.STILL_FAILING)) {
      hopeless.add(replay.record());
    }
    return isDone;
  }

  /** Requires that a record which is set aside has a copy, and was the one that was named. */
  private boolean checkSetAside(
      PartitionId partition, OperatorAction.SetAside aside, ActionReply reply) {
    boolean isUnderWay = reply.message().contains("is being copied");
    boolean isDone = reply.code() == Code.DONE || (reply.code() == Code.UNCONFIRMED && !isUnderWay);
    if (isDone && aside.digest().equals("0123456789abcdef")) {
      deployment.violated("operator", "a record was set aside that was not named: " + reply);
    }
    if (isDone && !deployment.store().letters().isKept(partition, aside.offset())) {
      deployment.violated(
          "operator", "%s@%s was set aside without a copy".formatted(partition, aside.offset()));
    }
    return isDone;
  }

  /** Requires that nothing is begun in a pause, beside what the lane had chosen to do before. */
  void started(Instance instance, PartitionId partition, Offset offset) {
    if (instance.paused().contains(partition) && instance.startsInPause(partition) > 1) {
      deployment.violated(
          "operator", "%s begins %s@%s in a pause".formatted(instance, partition, offset));
    }
  }
}
