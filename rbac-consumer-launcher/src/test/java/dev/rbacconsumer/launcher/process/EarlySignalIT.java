package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM that comes while the runnable jar still starts is a stop in order. */
class EarlySignalIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path files;

  @Test
  void atTheFirstLineOfTheLogItEndsWithZero() throws Exception {
    try (JarProcess jar = JarProcess.start(environment())) {
      jar.awaitOut("Starting ", LONG);

      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
    }
  }

  @Test
  void whileTheConsumerIsPutTogetherItEndsWithZeroAtOnce() throws Exception {
    Path hanging =
        ModuleJar.write(files.resolve("hanging.jar"), NeverConfigured.class, NeverConfigured.class);
    Map<String, String> patient = environment();
    patient.put("RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT", "10m");
    try (JarProcess jar = JarProcess.startWith(hanging, patient)) {
      jar.awaitOut("Waits for ever", LONG);

      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      assertThat(jar.out()).anyMatch(line -> line.contains("Told to end before the start"));
    }
  }

  @Test
  void beforeAnyBrokerHasAnsweredItEndsWithZero() throws Exception {
    try (JarProcess jar = JarProcess.start(environment())) {
      jar.awaitOut("RBAC Kafka consumer started", LONG);

      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "127.0.0.1:1");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "topic");
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    return environment;
  }
}
