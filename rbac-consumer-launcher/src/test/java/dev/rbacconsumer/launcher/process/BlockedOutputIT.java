package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar with a standard output that takes no more: a log collector that stopped. */
class BlockedOutputIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  /** At DEBUG, several times what a pipe takes. */
  private static final int MESSAGES = 400;

  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  @TempDir private Path files;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    relations = RelationsServer.builder().start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @Test
  void messagesAreAppliedAndTheProcessEndsInOrderWhileNobodyReadsItsLog() throws Exception {
    String topic = "blocked-output";
    kafka.createTopic(topic, 1);
    List<String> tuples = IntStream.range(0, MESSAGES).mapToObj(BlockedOutputIT::tuple).toList();
    tuples.forEach(it -> publish(topic, it));
    Map<String, String> verbose =
        JarEnvironment.delivering(kafka.bootstrapServers(), relations, topic, files);
    verbose.put("DJANGO_LOG_LEVEL", "DEBUG");

    try (JarProcess jar = JarProcess.startUnread(verbose)) {
      Eventually.get(() -> kafka.lag(topic, topic), it -> it == 0, LONG);
      Eventually.get(() -> Files.exists(files.resolve("ready")), it -> it, LONG);
      jar.terminate();
      int code = jar.awaitExitUnread(LONG);

      assertThat(code).isZero();
      jar.readOutput();
      jar.awaitOut("Processing message (partition: 0, offset: 0)", LONG);
      assertThat(jar.out()).noneMatch(line -> line.contains("RBAC Kafka consumer stopped"));
    }
    assertThat(relations.tupleTexts()).containsAll(tuples);
    assertThat(kafka.members(topic)).isEmpty();
    assertThat(files).isEmptyDirectory();
  }

  private static String tuple(int number) {
    return "rbac/group:g#t_member@rbac/principal:p-" + number;
  }

  private static void publish(String topic, String tuple) {
    kafka.publish(
        OutboxMessages.relations()
            .add(RelationTuple.parse(tuple))
            .build()
            .at(new PartitionId(topic, 0), new Offset(0)));
  }
}
