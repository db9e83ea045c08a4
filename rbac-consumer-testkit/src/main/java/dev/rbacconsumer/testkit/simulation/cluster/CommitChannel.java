package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries the commits of one member to the coordinator, and the responses back. */
final class CommitChannel {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SimulatedDeployment deployment;
  private final Instance instance;
  private final SimulatedConsumer member;
  private final Deque<CommitRequest> sent = new ArrayDeque<>();
  private final Deque<CommitRequest> answered = new ArrayDeque<>();
  private long heldUpUntil;

  CommitChannel(SimulatedDeployment deployment, Instance instance, SimulatedConsumer member) {
    this.deployment = deployment;
    this.instance = instance;
    this.member = member;
    this.heldUpUntil = deployment.time().nanoTime();
  }

  boolean hasNews() {
    return hasSent() || !answered.isEmpty();
  }

  /** Returns whether a commit could reach the coordinator now. */
  boolean hasSent() {
    return !sent.isEmpty() && !member.isCutOff() && deployment.time().nanoTime() - heldUpUntil >= 0;
  }

  /** Sends a commit, which is answered some time later. */
  void send(Map<PartitionId, Commit> commits, CommitCallback callback) {
    CommitRequest request = new CommitRequest(commits, callback);
    if (!member.mayCommit()) {
      withhold(request);
      answered.add(request);
      return;
    }
    if (deployment.strikes(Fault.COMMIT_LATE, 6)) {
      heldUpUntil = deployment.time().nanoTime() + SECOND * (1 + deployment.choices().below(10));
    }
    if (deployment.timing().isOn()) {
      heldUpUntil = deployment.timing().brokerCall();
    }
    sent.add(request);
  }

  /** Completes all earlier commits, and then this one. */
  void finish(Map<PartitionId, Commit> commits) throws SourceException {
    CommitRequest request = new CommitRequest(commits, failure -> {});
    landAll();
    while (!answered.isEmpty()) {
      answered.remove().answer();
    }
    if (member.mayCommit()) {
      request.land();
    } else {
      withhold(request);
    }
    if (request.failure != null) {
      throw request.failure;
    }
  }

  /** Delivers the oldest commit to the coordinator. */
  void landOne() {
    CommitRequest request = sent.poll();
    if (request != null) {
      request.land();
      answered.add(request);
    }
  }

  void landAll() {
    while (!sent.isEmpty()) {
      landOne();
    }
  }

  void deliverAnswers() {
    if (hasSent()) {
      landAll();
    }
    while (!answered.isEmpty() && !deployment.strikes(Fault.COMMIT_LATE, 6)) {
      answered.remove().answer();
    }
  }

  private void withhold(CommitRequest request) {
    deployment.coverage().did("CommitWithheld");
    request.failure = SimulatedConsumer.passing("the membership is not certain");
  }

  /** Commit between the member and the coordinator. */
  private final class CommitRequest {
    private final Map<PartitionId, Commit> commits;
    private final CommitCallback callback;
    private final int generation = member.generation();
    private final List<String> unfounded = new ArrayList<>();
    private @Nullable SourceException failure;

    CommitRequest(Map<PartitionId, Commit> commits, CommitCallback callback) {
      this.commits = Map.copyOf(commits);
      this.callback = callback;
      commits.forEach(
          (partition, commit) ->
              deployment
                  .store()
                  .losses()
                  .unfounded(instance, partition, commit)
                  .ifPresent(unfounded::add));
    }

    void land() {
      if (member.isCutOff()) {
        failure = SimulatedConsumer.passing("no connection");
      } else if (!deployment.group().acceptsCommit(member, generation)) {
        failure = SimulatedConsumer.passing("the coordinator does not know this member");
      } else if (deployment.strikes(Fault.COMMIT_LOST, 12)) {
        failure = SimulatedConsumer.passing("no answer");
      } else if (deployment.strikes(Fault.COMMIT_REFUSED, 12)) {
        failure = SimulatedConsumer.passing("a rebalance is in progress");
      } else {
        commits.forEach(
            (partition, commit) -> deployment.store().commit(instance, partition, commit));
        unfounded.forEach(what -> deployment.violated("store marks", what));
        if (deployment.strikes(Fault.COMMIT_ANSWER_LOST, 12)) {
          failure = SimulatedConsumer.passing("no answer");
        }
      }
    }

    void answer() {
      LaneEvent event = failure == null ? LaneEvent.COMMIT_ACKNOWLEDGED : LaneEvent.COMMIT_FAILED;
      commits.keySet().forEach(partition -> instance.met(partition, event));
      callback.finished(failure);
    }
  }
}
