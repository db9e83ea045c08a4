package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps words out of the pages and of the first sentences of javadoc that say less than a concrete
 * noun or a plain verb would. Decision records and the changelog are history, and stay as they were
 * written.
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

  private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

  /** Beginnings of sentences that leave the noun to the reader. */
  private static final Pattern RIDDLE = Pattern.compile("^(What|Who|Whom|Whoever)\\b");

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

  static List<String> modules() {
    return List.of(
        "rbac-consumer-core",
        "rbac-consumer-kafka-adapter",
        "rbac-consumer-relations-grpc",
        "rbac-consumer-launcher",
        "rbac-consumer-testkit");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void firstSentencesOfJavadocNameTheirSubjects(String module) throws IOException {
    List<String> vague = new ArrayList<>();
    int sentences = 0;
    for (Path file : sources(module)) {
      for (String sentence : firstSentences(Files.readString(file, UTF_8))) {
        sentences++;
        if (!vagueWords(sentence).isEmpty() || RIDDLE.matcher(sentence).find()) {
          vague.add(file.getFileName() + ": " + sentence);
        }
      }
    }

    assertThat(sentences).isGreaterThan(50);
    assertThat(vague).isEmpty();
  }

  @Test
  void firstSentencesAreFound() {
    String source =
        """
        /** Who is told. And nobody else. */
        class A {
          /**
           * Returns the end of a
           * {@link Log}.
           *
           * @return somebody
           */
          void a() {}
        }
        """;

    assertThat(firstSentences(source))
        .containsExactly("Who is told.", "Returns the end of a {@link Log}.");
    assertThat(vagueWords("Who is told.")).containsExactly("told");
    assertThat(RIDDLE.matcher("What becomes of it.").find()).isTrue();
  }

  @Test
  void proseIsCheckedAndQuotedTextIsNot() {
    assertThat(vagueWords("Somebody is told.")).containsExactly("Somebody", "told");
    assertThat(vagueWords("The line `Told to end` and\n```\nnobody\n```\n")).isEmpty();
    assertThat(vagueWords("[page](adr/waits-for-nobody.md)")).isEmpty();
  }

  private static List<Path> sources(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Pages.ROOT.resolve(module).resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> firstSentences(String source) {
    return JAVADOC
        .matcher(source)
        .results()
        .map(comment -> comment.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip())
        .map(text -> text.split("\\n\\s*\\n|\\n@|(?<=[.:;])\\s", 2)[0])
        .map(sentence -> sentence.replaceAll("\\s+", " "))
        .filter(sentence -> !sentence.startsWith("@"))
        .toList();
  }

  private static List<String> vagueWords(String text) {
    return VAGUE
        .matcher(QUOTED.matcher(text).replaceAll(" "))
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
