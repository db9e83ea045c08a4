package dev.rbacconsumer.launcher.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recipe of {@code CONTRIBUTING.md}: a section with a table of steps.
 *
 * @param title heading of the section
 * @param steps rows of the table, at least one
 */
record Recipe(String title, List<Step> steps) {
  private static final Pattern SECTION =
      Pattern.compile("^### (.+?)\\n(.*?)(?=^##)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+)\\. (.*?) \\| (.*?) \\| (.*?) \\|$", Pattern.MULTILINE);
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /**
   * A step of a recipe.
   *
   * @param number counted from 1
   * @param action what to do
   * @param files where to do it
   * @param reporter what reports that the step was forgotten
   */
  record Step(int number, String action, String files, String reporter) {
    /** Returns the texts in code style, in order. */
    List<String> quoted() {
      return Stream.of(action, files, reporter)
          .flatMap(cell -> QUOTED.matcher(cell).results())
          .map(found -> found.group(1))
          .toList();
    }
  }

  /** Returns all recipes, in order. */
  static List<Recipe> all() {
    String page = Pages.read(Path.of("CONTRIBUTING.md"));
    String recipes = page.substring(page.indexOf("\n## Recipes\n"));
    return SECTION
        .matcher(recipes)
        .results()
        .map(section -> new Recipe(section.group(1), steps(section.group(2))))
        .filter(recipe -> !recipe.steps().isEmpty())
        .toList();
  }

  /** Returns the recipe with a title. */
  static Recipe named(String title) {
    return all().stream().filter(it -> it.title().equals(title)).findFirst().orElseThrow();
  }

  /** Returns a step, counted from 1. */
  Step step(int number) {
    return steps.stream().filter(it -> it.number() == number).findFirst().orElseThrow();
  }

  private static List<Step> steps(String section) {
    return ROW.matcher(section).results().map(Recipe::step).toList();
  }

  private static Step step(MatchResult row) {
    return new Step(Integer.parseInt(row.group(1)), row.group(2), row.group(3), row.group(4));
  }

  @Override
  public String toString() {
    return title;
  }
}
