package dev.rbacconsumer.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the matrix of outages are the shipped ones, but for their times. */
final class ShortRulesTest {
  private static final Pattern LONG_TIME = Pattern.compile("(for: |\\[|offset )\\d+[mh]");
  private static final Pattern THRESHOLD = Pattern.compile("(?m)[<>]=? (\\d+(?:\\.\\d+)?)$");
  private static final int LARGEST = 360;

  @TempDir private Path folder;

  @Test
  void everyTimeIsShort() {
    assertThat(LONG_TIME.matcher(ShortRules.text()).results()).isEmpty();
    assertThat(ShortRules.text()).contains("for: 5s", "[20s]", "offset 20s", "[5s]");
  }

  @Test
  void everyThresholdOfAnAgeIsShort() {
    assertThat(THRESHOLD.matcher(ShortRules.text()).results())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(Double.parseDouble(it.group(1))).isLessThanOrEqualTo(LARGEST));
  }

  @Test
  void anAlertThatARowWaitsForIsQuicker() {
    assertThat(ShortRules.text(Map.of("> 21600", "> 10")))
        .contains("since_arrival_seconds) > 10\n")
        .doesNotContain("> 360");
    assertThatThrownBy(() -> ShortRules.text(Map.of("> 4711", "> 10")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theyAreValid() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), ShortRules.text());

    assertThat(Installed.promtool("", "check", "rules", rules.toString())).contains("SUCCESS");
  }
}
