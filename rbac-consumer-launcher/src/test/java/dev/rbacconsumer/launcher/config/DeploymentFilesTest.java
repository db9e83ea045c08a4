package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the example of a deployment says is what the consumer understands. */
final class DeploymentFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");
  private static final Pattern VARIABLE =
      Pattern.compile("- name: ([A-Z][A-Z_]+)\\s+value: \"?([^\"\\n]+)\"?");
  private static final Pattern PROBE = Pattern.compile("\"test\", \"-f\", \"([^\"]+)\"");
  private static final Pattern GRACE = Pattern.compile("terminationGracePeriodSeconds: (\\d+)");

  @Test
  void variablesAreAcceptedWithoutAWarning() throws IOException {
    Map<String, String> environment = new HashMap<>();
    find(VARIABLE, deployment()).forEach(it -> environment.put(it.group(1), it.group(2)));

    SettingsResult result = SettingsReader.read(environment, Map.of());

    assertThat(environment).containsKeys("KAFKA_SERVERS", "RELATION_API_SERVER");
    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Accepted.class,
            accepted -> {
              assertThat(accepted.warnings()).isEmpty();
              assertThat(accepted.settings().relations().enabled()).isTrue();
            });
    List<String> known = AllSettings.ALL.stream().map(Setting::name).toList();
    assertThat(known).containsAll(environment.keySet());
  }

  @Test
  void probesLookAtTheFilesThatAreWritten() throws IOException {
    assertThat(find(PROBE, deployment()))
        .extracting(it -> it.group(1))
        .containsExactly(
            accepted().health().livenessFile().toString(),
            accepted().health().readinessFile().toString());
  }

  @Test
  void thereIsTimeToStopInOrder() throws IOException {
    assertThat(find(GRACE, deployment()))
        .singleElement()
        .extracting(it -> Duration.ofSeconds(Long.parseLong(it.group(1))))
        .isEqualTo(accepted().shutdownTimeout().plusSeconds(15));
  }

  @Test
  void theImageTakesTheJarFromWhereTheBuildPutsIt() throws IOException {
    assertThat(Files.readString(ROOT.resolve("deploy/Containerfile"), UTF_8))
        .contains("COPY rbac-consumer-launcher/target/rbac-consumer.jar ");
  }

  private static Settings accepted() {
    Map<String, String> least =
        Map.of(
            "KAFKA_ENABLED", "true", "KAFKA_SERVERS", "k:1", "RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    return ((SettingsResult.Accepted) SettingsReader.read(least, Map.of())).settings();
  }

  private static List<MatchResult> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().toList();
  }

  private static String deployment() throws IOException {
    return Files.readString(ROOT.resolve("deploy/kubernetes/deployment.yaml"), UTF_8);
  }
}
