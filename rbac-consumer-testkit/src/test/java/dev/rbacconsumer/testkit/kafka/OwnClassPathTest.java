package dev.rbacconsumer.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnClassPathTest {
  @Test
  void isThatOfTheJvmWhereItsOwnLoaderHasTheTestkit() {
    assertThat(OwnClassPath.text()).isEqualTo(System.getProperty("java.class.path"));
  }

  @Test
  void theJarsOfAnotherLoaderAreBehindIt() throws Exception {
    Path jar = Path.of("/some where/b.jar");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      assertThat(OwnClassPath.text("a.jar", loader)).isEqualTo("a.jar" + File.pathSeparator + jar);
    }
  }
}
