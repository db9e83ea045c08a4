package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.LaneState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The quarantine of one instance, and the faults on the way to it. */
final class FaultyQuarantine implements QuarantineStore {
  private static final Outcome.RetryLater FAILED =
      new Outcome.RetryLater("quarantine_not_written", "simulated");

  private final SimulatedDeployment deployment;
  private final Instance instance;

  FaultyQuarantine(SimulatedDeployment deployment, Instance instance) {
    this.deployment = deployment;
    this.instance = instance;
  }

  @Override
  public Session open(PartitionId partition, Duration timeout)
      throws SourceException, InterruptedException {
    answered();
    if (deployment.strikes(Fault.QUARANTINE_FAILS, 5)) {
      throw SourceException.passing("simulated", new IllegalStateException("simulated"));
    }
    Session session = deployment.store().quarantine().open(partition, timeout);
    deployment.trace(
        () ->
            "%s opens the quarantine of %s: %s"
                .formatted(
                    instance,
                    partition,
                    session.parked().stream().map(ParkedRecord::offset).toList()));
    return new FaultySession(session);
  }

  private void answered() throws InterruptedException {
    SimulatedLane lane = instance.moving();
    lane.answered(LaneState.LETTER_ANSWERED);
    FaultyPorts.interruptIfRequested(lane);
    FaultyPorts.throwAtTimes(deployment);
  }

  /** A write of the session. */
  private interface Write {
    Optional<Outcome.RetryLater> make() throws InterruptedException;
  }

  /** A session of which some calls fail, before or after they have had their effect. */
  private final class FaultySession implements Session {
    private final Session session;

    /** Whether a write has had its effect and no answer, after which nothing more is written. */
    private boolean isLost;

    FaultySession(Session session) {
      this.session = session;
    }

    @Override
    public List<ParkedRecord> parked() {
      return session.parked();
    }

    @Override
    public Optional<Outcome.RetryLater> park(ParkedRecord parked, Duration timeout)
        throws InterruptedException {
      return write(
          () -> session.park(parked, timeout),
          () -> deployment.store().quarantine().parked(instance, parked));
    }

    @Override
    public Optional<Outcome.RetryLater> release(ParkedRecord parked, Duration timeout)
        throws InterruptedException {
      return write(
          () -> session.release(parked, timeout),
          () -> deployment.store().quarantine().released(instance, parked));
    }

    private Optional<Outcome.RetryLater> write(Write write, Runnable done)
        throws InterruptedException {
      answered();
      boolean fails = deployment.strikes(Fault.QUARANTINE_FAILS, 5);
      if (isLost || (fails && !deployment.happens(2))) {
        return Optional.of(FAILED);
      }
      isLost = fails;
      Optional<Outcome.RetryLater> problem = write.make();
      if (problem.isEmpty()) {
        done.run();
      }
      return fails ? Optional.of(FAILED) : problem;
    }

    @Override
    public boolean isLost() {
      return isLost || session.isLost();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
