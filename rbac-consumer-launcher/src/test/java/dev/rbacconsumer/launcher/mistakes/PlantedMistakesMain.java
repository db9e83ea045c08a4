package dev.rbacconsumer.launcher.mistakes;

import dev.rbacconsumer.launcher.mistakes.MistakeWorkshop.Result;
import dev.rbacconsumer.testkit.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plants each mistake and runs its tests: {@code PlantedMistakesMain [part of a name]}. Exits with
 * 1 when the tests pass in spite of a mistake, or fail without one.
 */
public final class PlantedMistakesMain {
  private PlantedMistakesMain() {}

  /** Runs and exits. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    int escaped = 0;
    for (PlantedMistake mistake : PlantedMistakes.ALL) {
      if (args.length > 0 && !mistake.name().contains(args[0])) {
        continue;
      }
      boolean caught = isCaught(mistake);
      escaped += caught ? 0 : 1;
      System.out.printf("%-8s %s%n", caught ? "caught" : "ESCAPED", mistake);
      rows.add(List.of(mistake.name(), "`" + String.join("`, `", names(mistake)) + "`"));
    }
    System.out.printf("%d of %d mistakes caught%n", rows.size() - escaped, rows.size());
    if (escaped == 0) {
      new Figures()
          .paragraph("All %d mistakes are caught:".formatted(rows.size()))
          .table(List.of("mistake", "caught by"), rows)
          .writeIfRequested();
    }
    System.exit(escaped == 0 ? 0 : 1);
  }

  private static boolean isCaught(PlantedMistake mistake) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("mistake");
    try {
      Path classes = Files.createDirectory(work.resolve("classes"));
      Path log = work.resolve("log");
      Result without = MistakeWorkshop.run(mistake, classes, log);
      if (without != Result.PASSED) {
        System.out.println(mistake + ": its tests fail without it: " + Files.readString(log));
        return false;
      }
      MistakeWorkshop.compile(mistake, classes);
      return MistakeWorkshop.run(mistake, classes, log) != Result.PASSED;
    } finally {
      MistakeWorkshop.delete(work);
    }
  }

  private static List<String> names(PlantedMistake mistake) {
    return mistake.tests().stream().map(it -> it.substring(it.lastIndexOf('.') + 1)).toList();
  }
}
