package dev.rbacconsumer.launcher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

final class BuildInfoTest {
  @Test
  void reportsVersionAndCommit() {
    assertThat(info(Map.of("Implementation-Version", "1.2.3", "Git-Commit", "abc1234")).product())
        .isEqualTo("rbac-consumer 1.2.3 (git commit abc1234)");
  }

  @Test
  void buildWithoutACheckoutGoesWithoutCommit() {
    assertThat(
            info(Map.of("Implementation-Version", "1.2.3", "Git-Commit", "${git.commit}"))
                .product())
        .isEqualTo("rbac-consumer 1.2.3");
  }

  @Test
  void classesOutsideAJarSaySo() {
    assertThat(new BuildInfo(Optional.empty()).product()).isEqualTo("rbac-consumer (not packaged)");
  }

  @Test
  void partsAreReportedOnTheirOwn() {
    BuildInfo packaged = info(Map.of("Implementation-Version", "1.2.3", "Git-Commit", "abc1234"));
    BuildInfo outsideAJar = new BuildInfo(Optional.empty());

    assertThat(packaged.version()).contains("1.2.3");
    assertThat(packaged.commit()).contains("abc1234");
    assertThat(outsideAJar.version()).isEmpty();
    assertThat(outsideAJar.commit()).isEmpty();
  }

  @Test
  void virtualMachineIsNamed() {
    assertThat(new BuildInfo().getVersion()[1])
        .startsWith("JVM: " + System.getProperty("java.vm.version"));
  }

  private static BuildInfo info(Map<String, String> attributes) {
    var manifest = new Manifest();
    attributes.forEach(manifest.getMainAttributes()::putValue);
    return new BuildInfo(Optional.of(manifest));
  }
}
