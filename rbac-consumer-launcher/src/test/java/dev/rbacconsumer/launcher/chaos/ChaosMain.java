package dev.rbacconsumer.launcher.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All scenarios, one after the other, in about so many seconds: {@code ChaosMain [seconds [seed]]},
 * 300 and a new seed by default. Prints figures, and exits with 1 when an invariant was violated.
 */
public final class ChaosMain {
  private static final int SECONDS = 300;

  /** Share of the time in percent, and blows in {@value #SECONDS} seconds. */
  private record Share(int percent, int blows) {
    Budget of(int seconds) {
      return new Budget(
          Math.max(2, blows * seconds / SECONDS),
          Duration.ofSeconds((long) seconds * percent / 100));
    }
  }

  private ChaosMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws InterruptedException, IOException {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
    long seed = ChaosRun.seed(args, 1);
    String protocol = seed % 2 == 0 ? "classic" : "consumer";
    Map<Scenario, Budget> scenarios = new LinkedHashMap<>();
    scenarios.put(new KilledConsumers(2), new Share(36, 30).of(seconds));
    scenarios.put(new KilledBroker(), new Share(10, 2).of(seconds));
    scenarios.put(new Rebalances(), new Share(12, 3).of(seconds));
    scenarios.put(new StoreOutages(), new Share(8, 6).of(seconds));
    scenarios.put(MixedFaults.network(protocol), new Share(12, 4).of(seconds));
    scenarios.put(MixedFaults.frozen(protocol), new Share(12, 3).of(seconds));
    String command = "make chaos CHAOS_SECONDS=%d CHAOS_SEED=%d".formatted(seconds, seed);
    System.exit(new ChaosRun(command, seed).succeeds(scenarios) ? 0 : 1);
  }
}
