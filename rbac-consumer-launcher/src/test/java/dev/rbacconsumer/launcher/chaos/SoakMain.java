package dev.rbacconsumer.launcher.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every kind of blow in a random order, for so many seconds with each protocol of consumer groups:
 * {@code SoakMain [seconds [seed]]}, 600 and a new seed by default. Prints figures, and exits with
 * 1 when an invariant was violated.
 */
public final class SoakMain {
  private static final int SECONDS = 600;

  private SoakMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws InterruptedException, IOException {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
    long seed = ChaosRun.seed(args, 1);
    Budget budget = new Budget(1, Duration.ofSeconds(seconds));
    List<String> protocols =
        args.length > 2 ? List.of(args).subList(2, args.length) : List.of("classic", "consumer");
    Map<Scenario, Budget> scenarios = new LinkedHashMap<>();
    protocols.forEach(it -> scenarios.put(MixedFaults.soak(it), budget));
    String command =
        "make soak SOAK_SECONDS=%d SOAK_SEED=%d SOAK_PROTOCOLS=\"%s\""
            .formatted(seconds, seed, String.join(" ", protocols));
    System.exit(new ChaosRun(command, seed).succeeds(scenarios) ? 0 : 1);
  }
}
