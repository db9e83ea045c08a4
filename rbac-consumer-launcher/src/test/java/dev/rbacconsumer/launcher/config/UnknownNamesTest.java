package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class UnknownNamesTest {
  @Test
  void slipIsReportedWithTheNearestName() {
    assertThat(warnings(List.of("RELATION_API_TIMOUT", "RBAC_KAFKA_CONSUMER_GROUPID", "PATH")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_GROUPID: unknown, so it has no effect;"
                + " the nearest known name is RBAC_KAFKA_CONSUMER_GROUP_ID",
            "RELATION_API_TIMOUT: unknown, so it has no effect;"
                + " the nearest known name is RELATION_API_TIMEOUT");
  }

  @Test
  void knownNamesAndThoseOfOthersAreNotReported() {
    assertThat(warnings(List.of("RELATION_API_TIMEOUT", "RBAC_LOG_LEVEL", "RELATIONS_API_SERVER")))
        .isEmpty();
  }

  @Test
  void whatKubernetesSetsForAServiceIsNotReported() {
    assertThat(
            warnings(
                List.of(
                    "RELATION_API_SERVICE_HOST",
                    "RELATION_API_SERVICE_PORT",
                    "RELATION_API_SERVICE_PORT_GRPC",
                    "RELATION_API_PORT",
                    "RELATION_API_PORT_9000_TCP",
                    "RELATION_API_PORT_9000_TCP_ADDR")))
        .isEmpty();
  }

  @Test
  void everyNameInAFileOfOursShouldBeKnown() {
    assertThat(
            UnknownNames.warnings(
                Source.file("a.properties", Map.of("KAFKA_SERVER", "", "KAFKA_SERVERS", ""))))
        .containsExactly(
            "KAFKA_SERVER in a.properties: unknown, so it has no effect;"
                + " the nearest known name is KAFKA_SERVERS");
  }

  private static List<String> warnings(List<String> variables) {
    return UnknownNames.warnings(
        Source.environment(variables.stream().collect(Collectors.toMap(it -> it, it -> ""))));
  }
}
