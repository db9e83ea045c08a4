package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.Moment;
import dev.rbacconsumer.core.status.ProblemStatus;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tracks the status of the source thread and the set of assigned partitions. Thread-safe. */
final class InstanceTracker implements InstanceEvent.Visitor {
  private final Clock clock;
  private final PartitionTrackers trackers;
  private volatile @Nullable Long polledAt;
  private volatile @Nullable SourceProblem sourceProblem;
  private volatile @Nullable StallStatus sourceStall;
  private volatile @Nullable StallStatus sourceEnd;

  InstanceTracker(Clock clock, PartitionTrackers trackers) {
    this.clock = clock;
    this.trackers = trackers;
  }

  Optional<Duration> sincePolled(long now) {
    return Optional.ofNullable(polledAt).map(then -> Moment.between(then, now));
  }

  Optional<ProblemStatus> sourceProblem() {
    return Optional.ofNullable(sourceProblem).map(SourceProblem::problem);
  }

  Optional<StallStatus> reportedStall() {
    return Optional.ofNullable(sourceStall);
  }

  Optional<StallStatus> sourceEnd() {
    return Optional.ofNullable(sourceEnd);
  }

  @Override
  public void onAssigned(InstanceEvent.Assigned event) {
    trackers.assign(event.partitions());
  }

  @Override
  public void onRevoked(InstanceEvent.Revoked event) {
    trackers.release(event.partitions());
  }

  @Override
  public void onLost(InstanceEvent.Lost event) {
    trackers.release(event.partitions());
  }

  @Override
  public void onCommitFailed(InstanceEvent.CommitFailed event) {
    event
        .partitions()
        .forEach(
            partition -> trackers.of(partition).commitFailed(event.message(), Moment.now(clock)));
  }

  @Override
  public void onPolled(InstanceEvent.Polled event) {
    polledAt = clock.nanoTime();
    SourceProblem problem = sourceProblem;
    sourceProblem = problem == null ? null : problem.afterPoll();
  }

  @Override
  public void onSourceFailed(InstanceEvent.SourceFailed event) {
    sourceProblem = SourceProblem.of(sourceProblem, event.message(), Moment.now(clock));
  }

  /** Changes nothing: the status does not show settings of topics. */
  @Override
  public void onTopicSettingsRead(InstanceEvent.TopicSettingsRead event) {}

  @Override
  public void onStalled(InstanceEvent.Stalled event) {
    Instant since = clock.now().minus(event.overdue());
    stalled(event.partition(), new StallStatus(event.doing(), since));
  }

  @Override
  public void onStallEnded(InstanceEvent.StallEnded event) {
    stalled(event.partition(), null);
  }

  @Override
  public void onDeliveryFailed(InstanceEvent.DeliveryFailed event) {
    sourceEnd = StallStatus.endedBy(event.thrown(), clock.now());
  }

  private void stalled(Optional<PartitionId> partition, @Nullable StallStatus stall) {
    partition.ifPresentOrElse(it -> trackers.of(it).stalled(stall), () -> sourceStall = stall);
  }

  /**
   * Problem that the source cannot be read. While start positions cannot be determined, polls may
   * still succeed in between, so the problem ends only after two successful rounds.
   */
  private record SourceProblem(ProblemStatus problem, boolean polledSince) {
    static SourceProblem of(@Nullable SourceProblem before, String message, Moment now) {
      return new SourceProblem(
          ProblemStatus.again(before == null ? null : before.problem, message, now), false);
    }

    @Nullable SourceProblem afterPoll() {
      return polledSince ? null : new SourceProblem(problem, true);
    }
  }
}
