package dev.rbacconsumer.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short version of {@link ChaosMain}: each scenario strikes a few times. */
@Tag("long")
class ChaosIT {
  private static Chaos chaos;

  @BeforeAll
  static void startBroker() {
    chaos = new Chaos();
  }

  @AfterAll
  static void stopBroker() {
    chaos.close();
  }

  @Test
  void consumersAreKilledAndNothingThatWasRemovedComesBack() throws Exception {
    Report report = chaos.run(new KilledConsumers(1), 1, blows(3));

    assertThat(report.violations()).isEmpty();
    assertThat(report.blows()).isGreaterThanOrEqualTo(3);
    assertThat(report.folds()).isPositive();
  }

  @Test
  void theBrokerIsKilledAndNothingIsLost() throws Exception {
    Report report = chaos.run(new KilledBroker(), 2, blows(1));

    assertThat(report.violations()).isEmpty();
  }

  @Test
  void instancesComeAndGoWhileAPartitionWaitsForFiveMinutes() throws Exception {
    Report report = chaos.run(new Rebalances(), 4, blows(1));

    assertThat(report.violations()).isEmpty();
    assertThat(report.rebalances()).isGreaterThan(3);
  }

  @Test
  void theStoreFailsInEveryWayAndTheEndIsTheSame() throws Exception {
    Report report = chaos.run(new StoreOutages(), 0, blows(3));

    assertThat(report.violations()).isEmpty();
  }

  /** The short version of {@link SoakMain}: each kind of blow, with the newer protocol. */
  @Test
  void networksFailAndConsumersAreStalledAndTheEndIsTheSame() throws Exception {
    Scenario mixed =
        new MixedFaults(
            "soak",
            "consumer",
            List.of(
                ChaosFault.FROZEN_CONSUMER,
                ChaosFault.BROKER_NETWORK,
                ChaosFault.STORE_NETWORK,
                ChaosFault.KILLED_CONSUMER));

    Report report = chaos.run(mixed, 6, blows(4));

    assertThat(report.violations()).isEmpty();
    assertThat(report.blows()).isEqualTo(4);
    assertThat(report.rebalances()).isGreaterThan(3);
  }

  /** What all of this rests on: that the watcher sees it when the product does not fold. */
  @Test
  void whereMarksAreTakenAwayTheWatcherSeesWhatComesBack() throws Exception {
    Report report = chaos.run(new ForgottenMarks(), 5, blows(10));

    assertThat(report.reappearances()).isPositive();
  }

  private static Budget blows(int count) {
    return new Budget(count, Duration.ZERO);
  }
}
