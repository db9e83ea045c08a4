package dev.rbacconsumer.testkit.internal.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes programs for other terminals: the consumer's own command, and those of Kafka. */
public final class CommandScripts {
  private static final Map<String, String> KAFKA_TOOLS =
      Map.of(
          "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
          "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
          "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
          "kafka-get-offsets.sh", "org.apache.kafka.tools.GetOffsetShell");

  private CommandScripts() {}

  /**
   * Writes Kafka's command line tools under the names of their scripts.
   *
   * @param folder folder for them, which exists
   * @param java Java that runs them
   * @param classPath class path with {@code org.apache.kafka:kafka-tools}
   */
  public static void writeKafkaTools(Path folder, String java, String classPath)
      throws IOException {
    // As in Kafka's own scripts, standard output has records alone.
    Path quiet = folder.toAbsolutePath().resolve("quiet.xml");
    Files.writeString(quiet, "<configuration><root level=\"OFF\"/></configuration>", UTF_8);
    for (Map.Entry<String, String> tool : KAFKA_TOOLS.entrySet()) {
      write(
          folder.resolve(tool.getKey()),
          "exec '%s' -XX:TieredStopAtLevel=1 -Dlogback.configurationFile='%s' -cp '%s' %s \"$@\""
              .formatted(java, quiet, classPath, tool.getValue()));
    }
  }

  /** Returns whether the jar with Kafka's tools is there. */
  static boolean hasKafkaTools() {
    String tool = "org/apache/kafka/tools/ConsoleProducer.class";
    return CommandScripts.class.getClassLoader().getResource(tool) != null;
  }

  /** Writes the command {@code rbac-consumer}, which runs a jar. */
  static void writeConsumer(Path folder, String java, Path jar) throws IOException {
    write(
        folder.resolve("rbac-consumer"),
        "exec '%s' -XX:TieredStopAtLevel=1 -jar '%s' \"$@\"".formatted(java, jar));
  }

  private static void write(Path script, String command) throws IOException {
    Files.writeString(script, "#!/bin/sh\n" + command + "\n", UTF_8);
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + script + " executable");
    }
  }
}
