package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the examples of a deployment say is what the consumer understands, and what is there. */
final class DeploymentFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");
  private static final Path DEPLOY = ROOT.resolve("deploy");
  private static final Path BASE = DEPLOY.resolve("kubernetes/base");
  private static final Path OVERLAY = DEPLOY.resolve("kubernetes/overlays/example");
  private static final Yaml POD = Yaml.read(BASE.resolve("deployment.yaml")).at("spec/template");
  private static final Yaml CLOWDAPP =
      Yaml.read(DEPLOY.resolve("rbac-clowdapp.yml")).at("objects/0/spec/deployments/0");
  private static final Yaml COMPOSE = Yaml.read(DEPLOY.resolve("compose.yaml")).at("services");
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{+([A-Z_]+)}+");

  private static final Pattern SCRIPT = Pattern.compile("/opt/rbac-consumer/bin/([a-z-]+)");

  /** What Kubernetes gives a pod that does not ask for more. */
  private static final Duration USUAL_GRACE = Duration.ofSeconds(30);

  static List<Path> yamlFiles() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void everyFileIsYaml(Path file) {
    assertThat(Yaml.read(file).content()).isInstanceOf(Map.class);
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void everyObjectOfKubernetesSaysWhatItIs(Path file) {
    Map<?, ?> content = (Map<?, ?>) Yaml.read(file).content();

    if (file.startsWith(DEPLOY.resolve("kubernetes"))) {
      assertThat(content.get("apiVersion")).isNotNull();
      assertThat(content.get("kind")).isNotNull();
      if (!"Kustomization".equals(content.get("kind"))) {
        assertThat(Yaml.read(file).text("metadata/name")).isEqualTo("rbac-consumer");
      }
    }
  }

  @Test
  void settingsOfTheBaseAreAcceptedWithoutAWarning() {
    assertAccepted(configMap(BASE.resolve("configmap.yaml")));
  }

  @Test
  void settingsOfTheOverlayAreAcceptedWithoutAWarning() {
    Map<String, String> environment = configMap(BASE.resolve("configmap.yaml"));
    environment.putAll(configMap(OVERLAY.resolve("configmap-patch.yaml")));

    assertAccepted(environment);
  }

  @Test
  void settingsOfTheLaptopAreAcceptedWithoutAWarning() {
    Map<String, String> environment = new HashMap<>();
    COMPOSE
        .map("consumer/environment")
        .forEach((name, value) -> environment.put(name.toString(), value.toString()));

    assertAccepted(environment);
  }

  @Test
  void everyVariableOfTheClowdAppIsASetting() {
    List<String> names = CLOWDAPP.list("podSpec/env").stream().map(it -> it.text("name")).toList();

    assertThat(known()).containsAll(names);
  }

  @Test
  void everyVariableOfTheSecretIsASetting() {
    Map<String, String> secret = textMap(Yaml.read(OVERLAY.resolve("secret.example.yaml")));

    assertThat(known()).containsAll(secret.keySet());
  }

  @Test
  void everyParameterOfTheTemplateIsDeclaredAndUsed() throws IOException {
    Yaml template = Yaml.read(DEPLOY.resolve("rbac-clowdapp.yml"));
    List<String> declared =
        template.list("parameters").stream().map(it -> it.text("name")).toList();
    List<String> used =
        PARAMETER
            .matcher(Files.readString(DEPLOY.resolve("rbac-clowdapp.yml"), UTF_8))
            .results()
            .map(it -> it.group(1))
            .distinct()
            .toList();

    assertThat(used).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void probesLookAtTheFilesThatAreWrittenAsOftenAsIsDocumented() {
    for (Yaml container : List.of(POD.at("spec/containers/0"), CLOWDAPP.at("podSpec"))) {
      assertProbe(container.at("livenessProbe"), accepted().health().livenessFile(), 30, 10);
      assertProbe(container.at("readinessProbe"), accepted().health().readinessFile(), 10, 5);
    }
  }

  @Test
  void theLaptopIsProbedAtTheSameFile() {
    assertThat(COMPOSE.at("consumer/healthcheck/test").content())
        .isEqualTo(List.of("CMD", "test", "-f", accepted().health().livenessFile().toString()));
  }

  @Test
  void thereIsTimeToStopInOrder() {
    Duration needed = accepted().shutdownTimeout();
    Duration onClowder =
        CLOWDAPP.list("podSpec/env").stream()
            .filter(it -> it.text("name").equals(ProcessSettings.SHUTDOWN_TIMEOUT.name()))
            .map(it -> Duration.parse("PT" + it.text("value")))
            .findFirst()
            .orElseThrow();

    assertThat(Duration.parse("PT" + POD.text("spec/terminationGracePeriodSeconds") + "S"))
        .isEqualTo(needed.plusSeconds(15));
    assertThat(Duration.parse("PT" + COMPOSE.text("consumer/stop_grace_period")))
        .isEqualTo(needed.plusSeconds(15));
    assertThat(onClowder).isLessThan(USUAL_GRACE);
  }

  @Test
  void metricsAreScrapedWhereTheyAreServed() {
    String port = accepted().metrics().port().orElseThrow().toString();

    assertThat(POD.text("spec/containers/0/ports/0/containerPort")).isEqualTo(port);
    assertThat(Yaml.read(BASE.resolve("service.yaml")).text("spec/ports/0/port")).isEqualTo(port);
    assertThat(Yaml.read(BASE.resolve("networkpolicy.yaml")).text("spec/ingress/0/ports/0/port"))
        .isEqualTo(port);
    assertThat(
            Yaml.read(DEPLOY.resolve("compose/prometheus.yaml"))
                .text("scrape_configs/0/static_configs/0/targets/0"))
        .isEqualTo("consumer:" + port);
  }

  @Test
  void thePodMayDoNoMoreThanItNeeds() {
    assertThat(POD.text("spec/securityContext/runAsNonRoot")).isEqualTo("true");
    assertThat(POD.text("spec/securityContext/seccompProfile/type")).isEqualTo("RuntimeDefault");
    Yaml container = POD.at("spec/containers/0/securityContext");
    assertThat(container.text("readOnlyRootFilesystem")).isEqualTo("true");
    assertThat(container.text("allowPrivilegeEscalation")).isEqualTo("false");
    assertThat(container.at("capabilities/drop").content()).isEqualTo(List.of("ALL"));
    assertThat(POD.text("spec/containers/0/volumeMounts/0/mountPath"))
        .isEqualTo(accepted().health().livenessFile().getParent().toString());
  }

  @Test
  void everyFileThatAnotherNamesIsThere() {
    for (Path folder : List.of(BASE, OVERLAY)) {
      Yaml kustomization = Yaml.read(folder.resolve("kustomization.yaml"));
      for (Yaml resource : kustomization.list("resources")) {
        assertThat(folder.resolve(resource.content().toString()).normalize()).exists();
      }
    }
    for (Yaml patch : Yaml.read(OVERLAY.resolve("kustomization.yaml")).list("patches")) {
      assertThat(OVERLAY.resolve(patch.text("path"))).exists();
    }
    for (Object service : ((Map<?, ?>) COMPOSE.content()).keySet()) {
      if (COMPOSE.map(service.toString()).containsKey("volumes")) {
        for (Yaml volume : COMPOSE.list(service + "/volumes")) {
          String mount = volume.content().toString();
          assertThat(DEPLOY.resolve(mount.substring(0, mount.indexOf(':')))).exists();
        }
      }
    }
  }

  @Test
  void theImageTakesTheArchiveFromWhereTheBuildPutsItAndRunsWhatIsInIt() throws IOException {
    String containerfile = Files.readString(DEPLOY.resolve("Containerfile"), UTF_8);
    List<String> scripts =
        SCRIPT.matcher(containerfile).results().map(it -> it.group(1)).distinct().toList();

    assertThat(containerfile).contains(" rbac-consumer-launcher/target/rbac-consumer-*.tar.gz ");
    assertThat(scripts)
        .containsExactlyInAnyOrder("rbac-consumer", "rbac-consumer-cds")
        .allSatisfy(
            name ->
                assertThat(ROOT.resolve("rbac-consumer-launcher/src/main/dist/bin").resolve(name))
                    .isExecutable());
  }

  private static void assertProbe(Yaml probe, Path file, int delay, int period) {
    assertThat(probe.at("exec/command").content())
        .isEqualTo(List.of("test", "-f", file.toString()));
    assertThat(probe.content())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("initialDelaySeconds", delay)
        .containsEntry("periodSeconds", period)
        .containsEntry("failureThreshold", 3);
  }

  private static void assertAccepted(Map<String, String> environment) {
    SettingsResult result = SettingsReader.read(environment, Map.of());

    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Accepted.class,
            accepted -> {
              assertThat(accepted.warnings()).isEmpty();
              assertThat(accepted.settings().mode()).isEqualTo(DeliveryMode.DELIVER);
            });
    assertThat(known()).containsAll(environment.keySet());
  }

  private static Settings accepted() {
    Map<String, String> least =
        Map.of(
            "KAFKA_ENABLED", "true", "KAFKA_SERVERS", "k:1", "RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    return ((SettingsResult.Accepted) SettingsReader.read(least, Map.of())).settings();
  }

  private static List<String> known() {
    return AllSettings.ALL.stream().map(Setting::name).toList();
  }

  private static Map<String, String> configMap(Path file) {
    Map<String, String> data = new HashMap<>();
    Yaml.read(file)
        .map("data")
        .forEach((name, value) -> data.put(name.toString(), value.toString()));
    return data;
  }

  private static Map<String, String> textMap(Yaml secret) {
    Map<String, String> data = new HashMap<>();
    secret.map("stringData").forEach((name, value) -> data.put(name.toString(), value.toString()));
    return data;
  }
}
