package dev.rbacconsumer.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prometheus itself judges the rules, where it is installed. */
final class PromtoolTest {
  @Test
  void rulesAreValid() throws Exception {
    assertThat(Installed.promtool("", "check", "rules", "rules.yaml")).contains("SUCCESS");
  }

  @Test
  void rulesFireWhenTheyShouldAndAreSilentWhenTheyShould() throws Exception {
    assertThat(Installed.promtool("", "test", "rules", "rules.test.yaml")).contains("SUCCESS");
  }
}
