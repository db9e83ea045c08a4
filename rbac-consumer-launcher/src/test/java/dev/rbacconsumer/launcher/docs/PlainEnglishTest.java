package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps words out of the pages that say less than a concrete noun or a plain verb would. Decision
 * records and the changelog are history, and stay as they were written.
 */
final class PlainEnglishTest {
  private static final Pattern VAGUE =
      Pattern.compile(
          "(?i)\\b(told|tells?|telling|stands? still|standing still|anew|for ever|whoever"
              + "|somebody|nobody|what is settled)\\b");

  /** Code, quoted names and lines, targets of links, and figures that suites write. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?s)```.*?```|`[^`\\n]*`|\\]\\([^)]*\\)"
              + "|<!-- figures: .*?<!-- end of figures: [^>]*>|<!--.*?-->");

  static List<Path> pages() {
    return Pages.all().stream()
        .filter(page -> !page.startsWith("docs/adr"))
        .filter(page -> !page.endsWith("CHANGELOG.md"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesNameTheirSubjects(Path page) {
    assertThat(vagueWords(Pages.read(page))).isEmpty();
  }

  @Test
  void proseIsCheckedAndQuotedTextIsNot() {
    assertThat(vagueWords("Somebody is told.")).containsExactly("Somebody", "told");
    assertThat(vagueWords("The line `Told to end` and\n```\nnobody\n```\n")).isEmpty();
    assertThat(vagueWords("[page](adr/waits-for-nobody.md)")).isEmpty();
  }

  private static List<String> vagueWords(String text) {
    return VAGUE
        .matcher(QUOTED.matcher(text).replaceAll(" "))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
