package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the code in the documentation to code that is compiled and run. */
class SnippetsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");
  private static final String COMMENT = "<!-- snippet: A.java it -->\n";
  private static final String SOURCE =
      """
      class A {
        // [it]
        void it() {
          other();
        }

        // [/it]
      }
      """;
  private static final String PAGE =
      "text\n" + COMMENT + "```java\nvoid it() {\n  other();\n}\n```\nmore\n";

  private final Snippets snippets = new Snippets(file -> file.equals("A.java") ? SOURCE : "");

  @ParameterizedTest
  @MethodSource("pages")
  void codeOnThePageIsTheCodeThatIsCompiled(Path page) throws IOException {
    // Given
    String found = Files.readString(ROOT.resolve(page), UTF_8);
    String wanted = new Snippets(SnippetsTest::read).renewed(found);
    if (Boolean.getBoolean("update")) {
      Files.writeString(ROOT.resolve(page), wanted, UTF_8);
      return;
    }

    // Then
    assertThat(found).as("out of date; write it anew with: make docs").isEqualTo(wanted);
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> guides = Files.list(ROOT.resolve("docs/guides"))) {
      return Stream.concat(
          Stream.of(Path.of("README.md"), Path.of("docs/embedding.md")),
          guides
              .filter(file -> file.toString().endsWith(".md"))
              .map(ROOT::relativize)
              .sorted()
              .toList()
              .stream());
    }
  }

  @Test
  void aRegionIsShownWithoutItsIndentation() {
    assertThat(snippets.renewed(PAGE)).isEqualTo(PAGE);
    assertThat(snippets.renewed(COMMENT + "```java\n```\n"))
        .isEqualTo(COMMENT + "```java\nvoid it() {\n  other();\n}\n```\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other()", "  other", "void it", "}\n"})
  void whateverDiffersIsFoundAndPutRight(String part) {
    String changed = PAGE.replace(part, "x" + part);
    String left = PAGE.replace(part, "");

    assertThat(List.of(changed, left)).doesNotContain(PAGE);
    assertThat(snippets.renewed(changed)).isEqualTo(PAGE);
    assertThat(snippets.renewed(left)).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"```java", "``` java", "~~~java", "  ```java", "```Java title=x"})
  void codeFromNowhereIsRefused(String fence) {
    assertThatThrownBy(() -> snippets.renewed("text\n" + fence + "\nint i;\n```\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<!-- snippet: file region -->")
        .hasMessageEndingWith("int i;");
  }

  @Test
  void aCommentThatStandsApartFromItsBlockIsRefused() {
    assertThatThrownBy(() -> snippets.renewed(PAGE.replace("-->\n", "-->\n\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("want a Java block right below <!-- snippet: A.java it -->");
  }

  @Test
  void aBlockWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> snippets.renewed(COMMENT + "```java\nint i;\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a Java block has no end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A.java other", "B.java it"})
  void aRegionThatIsNotThereIsRefused(String source) {
    assertThatThrownBy(() -> snippets.renewed(PAGE.replace("A.java it", source)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("want a region ");
  }

  @Test
  void codeInOtherLanguagesIsNoOnesBusiness() {
    String page = "```json\n{}\n```\n```javascript\n1\n```\n```\nmake\n```\n";

    assertThat(snippets.renewed(page)).isEqualTo(page);
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file), UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException("no such source: " + file, missing);
    }
  }
}
