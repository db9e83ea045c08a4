package dev.rbacconsumer.launcher.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites write their figures between marks in the documentation. */
final class PublishFiguresTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");
  private static final String BEGIN = "<!-- figures: chaos, written by make chaos UPDATE=1 -->\n";
  private static final String END = "<!-- end of figures: chaos -->\n";
  private static final String OTHER =
      "<!-- figures: simulate, -->\nkept\n<!-- end of figures: simulate -->\n";
  private static final Pattern PUBLISHED =
      Pattern.compile("\\$\\(call publish-figures,([a-z-]+)(?:,([a-z/.-]+))?\\)");

  @TempDir Path folder;

  @Test
  void figuresReplaceThoseOfTheSuite() throws Exception {
    assertThat(published("a\n" + BEGIN + "old\n\nold\n" + END + "b\n" + OTHER, "| 1 |\n"))
        .isEqualTo("a\n" + BEGIN + "| 1 |\n" + END + "b\n" + OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", BEGIN, END, BEGIN + BEGIN + END, END + BEGIN, OTHER})
  void aPageWithoutBothMarksIsRefusedAndLeftAlone(String page) throws Exception {
    assertThat(published(page, "| 1 |\n")).isEqualTo("refused, " + page);
  }

  @Test
  void nothingIsNotPublished() throws Exception {
    assertThat(published(BEGIN + END, "")).isEqualTo("refused, " + BEGIN + END);
  }

  @Test
  void thePageHasMarksForEverySuiteThatPublishes() throws Exception {
    Map<String, String> pages =
        PUBLISHED
            .matcher(Files.readString(ROOT.resolve("Makefile"), UTF_8))
            .results()
            .collect(Collectors.toMap(it -> it.group(1), PublishFiguresTest::page));

    assertThat(pages)
        .containsKeys("simulate", "simulate-mutants", "mutation", "chaos")
        .containsEntry("replay", "docs/performance.md");
    for (String suite : pages.keySet()) {
      String command = suite.equals("replay") ? "footprint MODE=replay" : suite;
      assertThat(Files.readString(ROOT.resolve(pages.get(suite)), UTF_8))
          .containsOnlyOnce(
              "<!-- figures: " + suite + ", written by make " + command + " UPDATE=1 -->\n")
          .containsOnlyOnce("<!-- end of figures: " + suite + " -->\n");
    }
  }

  private static String page(MatchResult call) {
    return call.group(2) == null ? "docs/reliability.md" : call.group(2);
  }

  private String published(String text, String figures) throws Exception {
    Path page = Files.writeString(folder.resolve("page.md"), text, UTF_8);
    Process script =
        new ProcessBuilder(
                List.of(ROOT.resolve(".ci/publish-figures").toString(), "chaos", page.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream in = script.getOutputStream()) {
      in.write(figures.getBytes(UTF_8));
    }
    String prefix = script.waitFor() == 0 ? "" : "refused, ";
    return prefix + Files.readString(page, UTF_8);
  }
}
