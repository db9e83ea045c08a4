package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.testkit.simulation.fault.Draws;
import dev.rbacconsumer.testkit.simulation.fault.FaultProfile;
import java.time.Duration;
import java.util.List;

/** Draws the settings of instances, which differ as they do while a deployment is rolled out. */
final class InstanceSettings {
  static final int MOST_WINDOW = 8;

  private final SimulatedDeployment deployment;
  private final Draws choices;
  private final FaultProfile profile;

  InstanceSettings(SimulatedDeployment deployment, FaultProfile profile) {
    this.deployment = deployment;
    this.choices = deployment.choices();
    this.profile = profile;
  }

  LaneSettings lanes() {
    FailurePolicy onInvalid =
        deployment.isCalm() || choices.below(3) > 0
            ? choices.of(List.of(FailurePolicy.SKIP, FailurePolicy.DEAD_LETTER))
            : FailurePolicy.RETRY;
    return LaneSettings.DEFAULT
        .withWindow(profile.leastBatch() + choices.below(MOST_WINDOW))
        .withBatchSize(profile.batches(choices))
        .withQueue(1 + choices.below(10), 1_000 + 1_000L * choices.below(10))
        .withPolicies(FailurePolicies.DEFAULT.withInvalid(onInvalid).withRejected(onRejected()))
        .withSteps(profile.steps(choices))
        .withReplay(replays())
        .withQuarantine(
            deployment.hasQuarantine() ? QuarantineSettings.ON : QuarantineSettings.OFF);
  }

  /** Returns the default settings, with batches, for instances none of which waits for a person. */
  LaneSettings steadyLanes() {
    return LaneSettings.DEFAULT
        .withBatchSize(profile.batches(choices))
        .withPolicies(FailurePolicies.DEFAULT.withInvalid(FailurePolicy.SKIP));
  }

  DataLossPolicy onDataLoss() {
    return choices.of(
        deployment.isCalm()
            ? List.of(DataLossPolicy.EARLIEST, DataLossPolicy.LATEST)
            : List.of(DataLossPolicy.values()));
  }

  private FailurePolicy onRejected() {
    if (deployment.hasQuarantine() && !choices.oneIn(4)) {
      return FailurePolicy.QUARANTINE;
    }
    return choices.of(
        List.of(
            FailurePolicy.RETRY,
            FailurePolicy.RETRY,
            FailurePolicy.RETRY,
            FailurePolicy.SKIP,
            FailurePolicy.DEAD_LETTER));
  }

  private ReplaySettings replays() {
    List<StoreLossPolicy> policies =
        deployment.isCalm()
            ? List.of(StoreLossPolicy.REPLAY, StoreLossPolicy.CONTINUE)
            : List.of(StoreLossPolicy.REPLAY, StoreLossPolicy.CONTINUE, StoreLossPolicy.BLOCK);
    return ReplaySettings.DEFAULT
        .withMode(choices.oneIn(8) ? ReplayMode.STEP_BY_STEP : ReplayMode.LAST_WORD)
        .withOnStoreLoss(choices.of(policies))
        .withRememberedEvents(choices.of(List.of(10_000, 10_000, 0, 1, 3)))
        .withMarkInterval(Duration.ofSeconds(1 + choices.below(5)));
  }
}
