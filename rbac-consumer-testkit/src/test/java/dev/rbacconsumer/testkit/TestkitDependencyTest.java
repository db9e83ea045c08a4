package dev.rbacconsumer.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A project that uses a part of the testkit without its library learns which one to add. */
final class TestkitDependencyTest {
  @Test
  void theBrokerNamesTheDependencyThatItNeeds() throws Exception {
    assertThat(failureWithout(it -> it.contains("kafka"), EmbeddedKafka.class, "start"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the broker needs org.apache.kafka:kafka_2.13")
        .hasMessageContaining("<artifactId>kafka_2.13</artifactId>");
  }

  @Test
  void theRelationsServerNamesTheDependencyThatItNeeds() throws Exception {
    assertThat(
            failureWithout(
                it -> it.contains("grpc") || it.contains("protobuf"),
                RelationsServer.class,
                "builder"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("<artifactId>rbac-consumer-relations-grpc</artifactId>");
  }

  /** Calls a static method with a class path that lacks some entries; returns what it throws. */
  private static Throwable failureWithout(Predicate<String> missing, Class<?> type, String method)
      throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(missing), ClassLoader.getPlatformClassLoader())) {
      Class<?> other = Class.forName(type.getName(), true, loader);
      try {
        return new AssertionError("returned " + other.getMethod(method).invoke(null));
      } catch (InvocationTargetException thrown) {
        return thrown.getCause();
      }
    }
  }

  private static URL[] classPath(Predicate<String> missing) throws IOException {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .map(Path::of)
        .filter(it -> !missing.test(name(it)))
        .map(TestkitDependencyTest::url)
        .toArray(URL[]::new);
  }

  /** Returns the name of a jar, or of the module whose classes are in a folder. */
  private static String name(Path entry) {
    boolean isOwn = entry.endsWith(Path.of("target", "classes"));
    return isOwn
        ? entry.getParent().getParent().getFileName().toString()
        : entry.getFileName().toString();
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException wrong) {
      throw new IllegalArgumentException(entry.toString(), wrong);
    }
  }
}
