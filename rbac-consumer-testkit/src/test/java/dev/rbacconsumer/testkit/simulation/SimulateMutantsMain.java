package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints for each mutant in how many schedules it is caught: {@code SimulateMutantsMain [schedules
 * [part of a name]]}. Exits with 1 when one is not caught.
 */
public final class SimulateMutantsMain {
  private static final long DEFAULT_SCHEDULES = 2_000;

  /** What only shows where several rare things meet is looked for in so many times as many. */
  private static final int MORE_FOR_RARE_ONES = 10;

  private SimulateMutantsMain() {}

  /** Runs and exits. */
  public static void main(String[] args) throws IOException {
    long schedules = args.length > 0 ? Long.parseLong(args[0]) : DEFAULT_SCHEDULES;
    List<List<String>> rows = new ArrayList<>();
    int escaped = 0;
    for (Mutant mutant : Mutants.ALL) {
      if (args.length > 1 && !mutant.name().contains(args[1])) {
        continue;
      }
      long ran = schedules;
      long caught = MutantWorkshop.caught(mutant, ran);
      if (caught == 0) {
        ran = schedules * MORE_FOR_RARE_ONES;
        caught = MutantWorkshop.caught(mutant, ran);
      }
      escaped += caught == 0 ? 1 : 0;
      rows.add(List.of(mutant.name(), "%,d of %,d".formatted(caught, ran)));
      System.out.printf(
          "%-8s %4d of %d  %s%n", caught == 0 ? "ESCAPED" : "caught", caught, ran, mutant);
    }
    System.out.printf("%d of %d mutants caught%n", rows.size() - escaped, rows.size());
    if (escaped == 0) {
      new Figures()
          .paragraph("All %d mistakes are caught:".formatted(rows.size()))
          .table(List.of("mistake", "schedules that catch it"), rows)
          .writeIfRequested();
    }
    System.exit(escaped == 0 ? 0 : 1);
  }
}
