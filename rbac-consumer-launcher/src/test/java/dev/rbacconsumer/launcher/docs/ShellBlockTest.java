package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellBlockTest {
  @Test
  void theCommentSaysWhatBecomesOfTheCommands() {
    String page =
        """
        <!-- commands: run -->
        ```sh
        make help
        ```
        1. A list:

           <!-- commands: run, ends with 2 -->
           ```sh
           java -jar a.jar \\
             --bogus
           ```
        <!-- commands: run until "listening" -->
        ```sh
        java -jar a.jar
        ```
        <!-- commands: not run: needs a cluster -->
        ```bash
        kubectl get pods
        ```
        """;

    assertThat(ShellBlock.of("a.md", page))
        .satisfiesExactly(
            it -> {
              assertThat(it.place()).isEqualTo("a.md:2");
              assertThat(it.code()).isEqualTo(OptionalInt.of(0));
            },
            it -> {
              assertThat(it.code()).isEqualTo(OptionalInt.of(2));
              assertThat(it.text()).isEqualTo("java -jar a.jar \\\n  --bogus");
            },
            it -> {
              assertThat(it.until()).contains("listening");
              assertThat(it.isRun()).isTrue();
            },
            it -> assertThat(it.isRun()).isFalse());
  }

  @Test
  void commandsInTheSandboxAreForATerminalOrForItsPrompt() {
    String page =
        """
        <!-- commands: run in the sandbox, ends with 3 -->
        ```sh
        rbac-consumer status
        ```
        <!-- commands: typed in the sandbox, prints "blocked at" -->
        ```text
        publish bad
        publish burst
        ```
        <!-- commands: run -->
        ```sh
        make help
        ```
        """;

    assertThat(ShellBlock.of("a.md", page))
        .satisfiesExactly(
            it -> {
              assertThat(it.stage()).isEqualTo(ShellBlock.Stage.SANDBOX);
              assertThat(it.code()).isEqualTo(OptionalInt.of(3));
            },
            it -> {
              assertThat(it.place()).isEqualTo("a.md:6");
              assertThat(it.stage()).isEqualTo(ShellBlock.Stage.PROMPT);
              assertThat(it.text()).isEqualTo("publish bad\npublish burst");
              assertThat(it.until()).contains("blocked at");
              assertThat(it.isRun()).isTrue();
            },
            it -> assertThat(it.stage()).isEqualTo(ShellBlock.Stage.FOLDER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- commands: typed in the sandbox -->\n```text\nstatus\n```\n",
        "<!-- commands: typed in the sandbox, prints \"a\" -->\n```sh\nstatus\n```\n",
        "<!-- commands: typed in the sandbox, prints \"a\" -->\n\n```text\nstatus\n```\n"
      })
  void linesForThePromptNeedTheirBlockOfTextAndWhatTheyPrint(String page) {
    assertThatThrownBy(() -> ShellBlock.of("a.md", page))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.md:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "<!-- commands: run -->\n\n",
        "<!-- commands: perhaps -->\n",
        "<!-- commands: not run -->\n",
        "<!-- commands: not run: slow -->\n",
        "<!-- commands: run, ends well -->\n"
      })
  void commandsOfWhichNoOneSaysWhatBecomesOfThemAreRefused(String above) {
    assertThatThrownBy(() -> ShellBlock.of("a.md", above + "```sh\nmake\n```\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.md:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make build",
        "$ make",
        "A_B=c java -jar x.jar",
        "A_B=c \\",
        "  kubectl apply -k x",
        "kafka-topics.sh --list",
        ".ci/run"
      })
  void commandsCannotHideInABlockWithoutALanguage(String line) {
    for (String fence : new String[] {"```", "```text", "~~~"}) {
      String mark = fence.substring(0, 3);
      assertThatThrownBy(() -> ShellBlock.of("a.md", fence + "\n" + line + "\n" + mark + "\n"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a.md:1: want sh behind the marks");
    }
  }

  @Test
  void whatAProgramSaysIsNoCommand() {
    String page =
        "```\nKafka ─▶ core\nline 1: relations\njava.lang.Error\n```\n```json\nmake\n```\n";

    assertThat(ShellBlock.of("a.md", page)).isEmpty();
  }

  @Test
  void aCommentWithoutItsBlockIsRefused() {
    assertThatThrownBy(() -> ShellBlock.of("a.md", "<!-- commands: run -->\ntext\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.md:1: want a block of sh right below");
  }

  @Test
  void aBlockWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> ShellBlock.of("a.md", "```json\n{}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a block has no end");
  }
}
