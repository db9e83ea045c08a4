package dev.rbacconsumer.testkit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.testkit.internal.sandbox.PromptLine.Plain;
import dev.rbacconsumer.testkit.internal.sandbox.PromptLine.Publish;
import dev.rbacconsumer.testkit.internal.sandbox.PromptLine.Publish.Kind;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptLineTest {
  @ParameterizedTest
  @EnumSource
  void aPlainCommandIsItsWordsWhateverTheirCaseAndBlanks(Plain command) {
    assertThat(PromptLine.parse(command.text())).isEqualTo(command);
    assertThat(PromptLine.parse("  " + command.text().toUpperCase(Locale.ROOT).replace(" ", "   ")))
        .isEqualTo(command);
  }

  @Test
  void publishHasANumberAndAPartitionOrItsOwn() {
    assertThat(PromptLine.parse("publish good"))
        .isEqualTo(new Publish(Kind.GOOD, 1, Optional.empty()));
    assertThat(PromptLine.parse("publish bad partition 2"))
        .isEqualTo(new Publish(Kind.BAD, 1, Optional.of(2)));
    assertThat(PromptLine.parse("publish burst"))
        .isEqualTo(new Publish(Kind.BURST, 500, Optional.empty()));
    assertThat(PromptLine.parse("publish burst 40 partition 1"))
        .isEqualTo(new Publish(Kind.BURST, 40, Optional.of(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "publish",
        "publish ugly",
        "publish good many",
        "publish good 0",
        "publish good 10001",
        "publish good 99999999999",
        "publish good 1 partition",
        "publish good partition 3",
        "publish good 1 1",
        "publish good 1 partition 1 1"
      })
  void publishThatCannotBeReadSaysWhatIsWanted(String line) {
    assertThatThrownBy(() -> PromptLine.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("want publish good|bad|back|burst [1 to 10000] [partition 0 to 2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "store stopp", "exit now", "status please"})
  void anyOtherLineIsRefusedWithTheWayToTheList(String line) {
    assertThatThrownBy(() -> PromptLine.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + line + "\" is no command of the sandbox; help lists them");
  }
}
