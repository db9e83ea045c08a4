package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Kafka's command line tools under the names of their scripts. */
final class KafkaTools {
  private static final Map<String, String> MAIN_CLASSES =
      Map.of(
          "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
          "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
          "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
          "kafka-get-offsets.sh", "org.apache.kafka.tools.GetOffsetShell");

  private KafkaTools() {}

  /** Writes the scripts into a folder. */
  static void writeTo(Path folder) throws IOException {
    Path target = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
    String classPath =
        target.resolve("test-classes")
            + ":"
            + Files.readString(target.resolve("test-classpath.txt"), UTF_8).strip();
    // As in Kafka's own scripts, standard output has records alone.
    Path quiet = folder.resolve("quiet.xml").toAbsolutePath();
    Files.writeString(quiet, "<configuration><root level=\"OFF\"/></configuration>");
    for (Map.Entry<String, String> tool : MAIN_CLASSES.entrySet()) {
      Path script = folder.resolve(tool.getKey());
      Files.writeString(
          script,
          ("#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -Dlogback.configurationFile=%s"
                  + " -cp '%s' %s \"$@\"\n")
              .formatted(quiet, classPath, tool.getValue()));
      script.toFile().setExecutable(true);
    }
  }
}
