package dev.rbacconsumer.launcher.mistakes;

import java.util.List;

/**
 * A deliberate mistake in one source file, and the tests that have to catch it.
 *
 * @param name what the mistake is
 * @param source path of the file from the root of the repository
 * @param right text of the file, which occurs exactly once
 * @param wrong text that replaces it
 * @param module directory of the module that holds the tests
 * @param tests names of the test classes, at least one
 */
record PlantedMistake(
    String name, String source, String right, String wrong, String module, List<String> tests) {
  PlantedMistake {
    tests = List.copyOf(tests);
    if (tests.isEmpty()) {
      throw new IllegalArgumentException(name + ": want at least one test");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
