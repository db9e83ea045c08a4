package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineUnderClowderTest {
  @TempDir private Path directory;

  @Test
  void topicHasItsNameOnTheBroker() throws Exception {
    Path file = directory.resolve("cdapp.json");
    Files.writeString(
        file,
        ClowderFiles.file(
            """
            "kafka": {"brokers": [{"hostname": "k", "port": 1}], "topics": [
              {"requestedName": "outbox", "name": "pine-outbox"},
              {"requestedName": "parked", "name": "pine-parked"}]}
            """));
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("ACG_CONFIG", file.toString());
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    environment.put("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "parked");

    Optional<String> whole =
        SettingsReader.read(environment, Map.of())
            .match(
                accepted -> accepted.settings().delivery().quarantineTopic(),
                refused -> Optional.of(refused.problems().toString()));
    Optional<String> alone =
        SettingsReader.readQuarantineTopic(
            environment,
            Map.of(),
            problem -> {
              throw new AssertionError(problem);
            });

    assertThat(whole).contains("pine-parked");
    assertThat(alone).contains("pine-parked");
  }
}
