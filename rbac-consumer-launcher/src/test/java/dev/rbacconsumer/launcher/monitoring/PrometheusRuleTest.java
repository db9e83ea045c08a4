package dev.rbacconsumer.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.docs.GeneratedPart;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerts of the Prometheus operator are those that are tested. */
final class PrometheusRuleTest {
  private static final String MARGIN = "  ";
  private static final GeneratedPart GROUPS =
      new GeneratedPart(
          "deploy/kubernetes/overlays/example/prometheusrule.yaml",
          MARGIN
              + "# Groups: written by `make docs` from deploy/monitoring/rules.yaml; do not edit.",
          MARGIN + "# End of groups.");

  @Test
  void groupsAreThoseOfTheRules() throws IOException {
    String rules = Monitoring.read(Monitoring.FOLDER.resolve("rules.yaml"));
    int begin = rules.indexOf("\ngroups:\n") + 1;

    assertThat(begin).isPositive();
    GROUPS.hold(
        rules.substring(begin).lines().map(line -> MARGIN + line).collect(Collectors.joining("\n"))
            + "\n");
  }
}
