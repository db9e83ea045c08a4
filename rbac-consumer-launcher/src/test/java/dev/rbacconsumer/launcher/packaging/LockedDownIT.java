package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery by a process that may write to {@code /tmp} alone, and is nobody. */
final class LockedDownIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TOPIC = "outbox.event.relations-replication-event";

  /** All that Kafka has; three of them load native code, which is unpacked first. */
  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");

  @TempDir private Path directory;

  @Test
  void messagesOfEveryCompressionAreAppliedWithDefaultsAndClassData() throws Exception {
    assumeTrue(LockedDown.isPossible(), "takes unshare, setpriv and root");
    Dist dist = Dist.unpack(directory);
    try (JarProcess maker = LockedDown.makeClassData(dist, machine())) {
      assertThat(maker.awaitExit(LONG)).as(maker.report()).isZero();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer relations = RelationsServer.builder().start()) {
      kafka.createTopic(TOPIC, 1);
      COMPRESSIONS.forEach(compression -> publish(kafka, compression));

      try (JarProcess consumer = LockedDown.start(dist, environment(kafka, relations))) {
        consumer.awaitOut("listening on topic", LONG);
        Eventually.get(() -> relations.tuples().size(), size -> size == COMPRESSIONS.size(), LONG);

        assertThat(Files.readAllLines(Path.of("/proc/" + consumer.pid() + "/status")))
            .anyMatch(line -> line.matches("Uid:(\\s+" + LockedDown.USER + "){4}"))
            .anyMatch(line -> line.matches("CapEff:\\s+0+"));
        assertThat(Path.of("/proc/" + consumer.pid() + "/root/tmp/kubernetes-liveness")).exists();
        consumer.terminate();
        assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
        assertThat(consumer.err()).isEmpty();
      }
    }
  }

  private static void publish(EmbeddedKafka kafka, String compression) {
    OutboxMessage message =
        OutboxMessages.relations()
            .add(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + compression))
            .build();
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", compression);
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(TOPIC, 0, message.timestampMillis(), message.key(), message.value());
      message.headers().forEach(header -> record.headers().add(header.name(), header.value()));
      var unused = producer.send(record);
    }
  }

  private static Map<String, String> environment(EmbeddedKafka kafka, RelationsServer relations) {
    Map<String, String> environment = new HashMap<>(machine());
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", TOPIC);
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", relations.target());
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    return environment;
  }

  private static Map<String, String> machine() {
    String java = JarProcess.java().getParent().getParent().toString();
    return Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", java);
  }
}
