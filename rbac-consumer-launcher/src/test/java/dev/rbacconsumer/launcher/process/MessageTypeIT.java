package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Module;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.docs.GroupRenamedExample;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar with the guide's message type in a jar of its own, as the guide says it. */
class MessageTypeIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TOPIC = "mixed";

  @TempDir private Path files;

  @Test
  void aJarOnTheClassPathTeachesTheConsumerItsMessageType() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      // Given
      kafka.createTopic(TOPIC, 1);
      kafka.publish(
          OutboxMessages.ofType("group-renamed", "{\"group_id\":\"g1\",\"name\":\"Admins\"}")
              .at(new PartitionId(TOPIC, 0), new Offset(0)));

      // When
      try (JarProcess jar = JarProcess.startWith(example(), environment(kafka))) {
        // Then
        jar.awaitOut("Registered message types: [group-renamed]", LONG);
        jar.awaitOut("Processing custom message - aggregatetype: group-renamed", LONG);
        jar.awaitOut("group g1 is Admins now", LONG);
        jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
      }
    }
  }

  /** A jar with the example's classes alone, and the file that names its module. */
  private Path example() throws IOException {
    Path classes =
        Path.of(System.getProperty("basedir", ""), "target", "test-classes").toAbsolutePath();
    Path folder = classes.resolve(GroupRenamedExample.class.getPackageName().replace('.', '/'));
    Path jar = files.resolve("group-names.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> all = Files.list(folder)) {
      List<Path> parts =
          all.filter(file -> file.getFileName().toString().matches("GroupRenamedExample[$.].*"))
              .toList();
      for (Path part : parts) {
        put(out, classes.relativize(part).toString(), Files.readAllBytes(part));
      }
      String module = GroupRenamedExample.GroupNamesModule.class.getName();
      put(out, "META-INF/services/" + Module.class.getName(), module.getBytes(UTF_8));
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private Map<String, String> environment(EmbeddedKafka kafka) {
    return Map.of(
        "KAFKA_ENABLED", "true",
        "KAFKA_SERVERS", kafka.bootstrapServers(),
        "RBAC_KAFKA_CONSUMER_TOPIC", TOPIC,
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString(),
        "RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
  }
}
