package dev.rbacconsumer.launcher.process;

import dev.rbacconsumer.launcher.docs.GroupRenamedExample;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runnable jar with the guide's message type in a jar of its own, as the guide says it. */
class MessageTypeIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void aJarOnTheClassPathTeachesTheConsumerItsMessageType() throws Exception {
    // Given
    fixture.publish(
        OutboxMessages.ofType("group-renamed", "{\"group_id\":\"g1\",\"name\":\"Admins\"}"));
    Path groupNames =
        ModuleJar.write(
            fixture.files().resolve("group-names.jar"),
            GroupRenamedExample.class,
            GroupRenamedExample.GroupNamesModule.class);

    // When
    try (JarProcess jar = JarProcess.startWith(groupNames, fixture.environment())) {
      // Then
      jar.awaitOut("Registered message types: [group-renamed]", LONG);
      jar.awaitOut("Processing custom message - aggregatetype: group-renamed", LONG);
      jar.awaitOut("group g1 is Admins now", LONG);
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
    }
  }
}
