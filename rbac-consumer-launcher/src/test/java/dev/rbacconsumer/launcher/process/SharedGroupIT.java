package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two deployments that read different topics with one group, as a copied configuration makes. */
class SharedGroupIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void theSecondDeploymentIsRefusedWhileTheFirstRunsAndAfterIt() throws Exception {
    String other = fixture.topic() + "-other";
    fixture.kafka().createTopic(other, 1);
    Map<String, String> second = fixture.environment();
    second.put("RBAC_KAFKA_CONSUMER_TOPIC", other);
    fixture.publish(JarFixture.membership("ann"));

    try (JarProcess first = JarProcess.start(fixture.environment())) {
      first.awaitOut("Message processed successfully (partition: 0, offset: 0)", LONG);

      String read = "members of group %s read topic %s, ";
      assertRefused(second, read.formatted(fixture.topic(), fixture.topic()));
      first.terminate();
      assertThat(first.awaitExit(LONG)).as(first.report()).isZero();
    }

    String marked = "the store holds marks of group %s for topic %s, ";
    assertRefused(second, marked.formatted(fixture.topic(), fixture.topic()));
    second.put("RBAC_KAFKA_CONSUMER_GROUP_ID", other);
    try (JarProcess separate = JarProcess.start(second)) {
      separate.awaitOut("Fence acquired", LONG);
    }
  }

  private void assertRefused(Map<String, String> environment, String finding) throws Exception {
    String remedy =
        "this consumer reads %s-other: both would take the lock %s/0; set another"
                .formatted(fixture.topic(), fixture.topic())
            + " RBAC_KAFKA_CONSUMER_GROUP_ID for one of them";
    try (JarProcess run = JarProcess.start(environment)) {
      assertThat(run.awaitExit(LONG)).as(run.report()).isEqualTo(2);
      assertThat(run.out())
          .anyMatch(it -> it.contains("Cannot start: " + finding + "and " + remedy));
      assertThat(run.out()).noneMatch(it -> it.contains("Fence acquired"));
    }
    try (JarProcess check = JarProcess.start(environment, "check")) {
      assertThat(check.awaitExit(LONG)).as(check.report()).isEqualTo(2);
      assertThat(check.out())
          .anyMatch(it -> it.startsWith("✗ group: " + finding + "and " + remedy));
    }
  }
}
