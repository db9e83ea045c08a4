package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.settings.Problem;
import java.util.function.Consumer;

/**
 * Collects the problems of one Clowder file.
 *
 * @param path path of the file
 */
record ClowderProblems(String path, Consumer<Problem> problems) {
  /**
   * @param got the value, if it is no secret; empty if there is none
   */
  void add(JsonTree field, String wanted, String got) {
    String shown = got.isEmpty() ? "nothing" : SafeText.quoted(got);
    problems.accept(new Problem(field.path() + " in " + path, wanted, shown));
  }
}
