package dev.rbacconsumer.testkit.simulation;

import java.io.IOException;

/** Says of each mutant in how many schedules it is caught. Exits with 1 when one is not. */
public final class SimulateMutantsMain {
  private static final long DEFAULT_SCHEDULES = 2_000;

  private SimulateMutantsMain() {}

  /** Runs and exits. */
  public static void main(String[] args) throws IOException {
    long schedules = args.length > 0 ? Long.parseLong(args[0]) : DEFAULT_SCHEDULES;
    int escaped = 0;
    for (Mutant mutant : Mutants.ALL) {
      if (args.length > 1 && !mutant.name().contains(args[1])) {
        continue;
      }
      long caught = MutantWorkshop.caught(mutant, schedules);
      escaped += caught == 0 ? 1 : 0;
      System.out.printf(
          "%-8s %4d of %d  %s%n", caught == 0 ? "ESCAPED" : "caught", caught, schedules, mutant);
    }
    System.out.printf(
        "%d of %d mutants caught%n", Mutants.ALL.size() - escaped, Mutants.ALL.size());
    System.exit(escaped == 0 ? 0 : 1);
  }
}
