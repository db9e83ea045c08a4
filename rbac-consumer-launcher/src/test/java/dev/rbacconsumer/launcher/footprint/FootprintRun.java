package dev.rbacconsumer.launcher.footprint;

import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One backlog, and one consumer that works it off: with all defaults, in a process of its own. The
 * broker is another process, and the store is in this one.
 */
final class FootprintRun {
  static final String TOPIC = "outbox.event.relations-replication-event";
  static final String GROUP = "rbac-consumer-group";
  static final int PARTITIONS = 3;
  private static final Duration LONGEST_STAND = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final long BETWEEN_REPORTS = TimeUnit.SECONDS.toNanos(10);

  private final Backlog backlog;
  private final List<String> options;
  private final Path files;
  private final Consumer<String> say;

  /**
   * @param options of the virtual machine
   * @param files directory for what the consumer writes
   * @param say takes a line for a person now and then
   */
  FootprintRun(int messages, List<String> options, Path files, Consumer<String> say) {
    this.backlog = new Backlog(TOPIC, PARTITIONS, messages);
    this.options = List.copyOf(options);
    this.files = files;
    this.say = say;
  }

  /**
   * Runs it.
   *
   * @throws AssertionError when a message was left out, applied twice or out of order, when the
   *     tuples in the end are not as they must be, and when the consumer does not end in order
   */
  Footprint run() throws IOException, InterruptedException {
    // Messages of any age stay until they are read.
    try (KafkaProcess kafka = KafkaProcess.start(Map.of("log.retention.ms", "-1"));
        RelationsServer relations = RelationsServer.builder().start()) {
      AppliedInOrder applied = new AppliedInOrder(PARTITIONS);
      relations.onWrite(applied);
      kafka.createTopic(TOPIC, PARTITIONS);
      long bytes = publish(backlog, kafka, say);
      try (MeasuredConsumer consumer =
          MeasuredConsumer.start(options, environment(kafka, relations, files), files)) {
        Footprint footprint = measure(kafka, applied, consumer, bytes);
        verify(applied, relations);
        return footprint;
      }
    }
  }

  /** Publishes a backlog, and returns its bytes. */
  static long publish(Backlog backlog, KafkaProcess kafka, Consumer<String> say) {
    say.accept("Publishing " + backlog.messages() + " messages");
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "20");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
      return backlog.publish(producer);
    }
  }

  private Footprint measure(
      KafkaProcess kafka, AppliedInOrder applied, MeasuredConsumer consumer, long bytes)
      throws IOException, InterruptedException {
    say.accept("Starting the consumer with " + options);
    long startedAt = System.nanoTime();
    awaitAll(applied, consumer, startedAt);
    while (kafka.lag(GROUP, TOPIC) > 0) {
      require(consumer.isAlive(), "the consumer ended", consumer);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    Duration processorTime = consumer.processorTime();
    ProcessMemory memory = consumer.memory();
    int code = consumer.terminate();
    require(code == 0, "the consumer ended with " + code, consumer);
    return new Footprint(
        String.join(" ", options),
        applied.count(),
        bytes,
        took,
        processorTime,
        memory,
        consumer.collections(),
        consumer.logged());
  }

  private void awaitAll(AppliedInOrder applied, MeasuredConsumer consumer, long startedAt)
      throws InterruptedException {
    long before = 0;
    long movedAt = startedAt;
    long reportedAt = startedAt;
    while (!applied.await(backlog.messages(), BETWEEN_LOOKS)) {
      long now = System.nanoTime();
      require(consumer.isAlive(), "the consumer ended", consumer);
      if (applied.count() > before) {
        before = applied.count();
        movedAt = now;
      }
      require(now - movedAt < LONGEST_STAND.toNanos(), "nothing moves", consumer);
      if (now - reportedAt > BETWEEN_REPORTS) {
        reportedAt = now;
        say.accept(
            "%d applied, %d/s, %d MiB"
                .formatted(
                    before,
                    before * TimeUnit.SECONDS.toNanos(1) / (now - startedAt),
                    consumer.memory().residentMiB()));
      }
    }
  }

  private void verify(AppliedInOrder applied, RelationsServer relations) {
    NavigableSet<String> tuples = relations.tupleTexts();
    if (!applied.violations().isEmpty()) {
      throw new AssertionError("not in order, or not once: " + applied.violations());
    }
    if (applied.count() != backlog.messages() || !tuples.equals(backlog.finalTuples())) {
      throw new AssertionError(
          "want %d messages that leave %s, got %d that left %s"
              .formatted(backlog.messages(), backlog.finalTuples(), applied.count(), tuples));
    }
  }

  /**
   * Settings of a consumer with all defaults.
   *
   * @param files directory for its probe files
   */
  static Map<String, String> environment(
      KafkaProcess kafka, RelationsServer relations, Path files) {
    return Map.of(
        "KAFKA_ENABLED",
        "true",
        "KAFKA_SERVERS",
        kafka.bootstrapServers(),
        "RBAC_KAFKA_CONSUMER_TOPIC",
        TOPIC,
        "REPLICATION_TO_RELATION_ENABLED",
        "true",
        "RELATION_API_SERVER",
        relations.target(),
        // Any free one, since others may run on this machine.
        "RBAC_KAFKA_CONSUMER_METRICS_PORT",
        "0",
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
        files.resolve("live").toString(),
        "RBAC_KAFKA_CONSUMER_READINESS_FILE",
        files.resolve("ready").toString());
  }

  static void require(boolean condition, String what, MeasuredConsumer consumer) {
    if (!condition) {
      throw new AssertionError(what + System.lineSeparator() + consumer.report());
    }
  }
}
