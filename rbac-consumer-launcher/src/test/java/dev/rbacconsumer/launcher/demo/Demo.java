package dev.rbacconsumer.launcher.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * The whole product at work: a real broker and a Relations API in this process, the runnable jar in
 * one of its own. Half-way, the Relations API goes away for a while.
 */
public final class Demo {
  private static final String GROUP = "rbac-consumer-group";
  private static final Duration LONGEST_PHASE = Duration.ofSeconds(60);

  private final PrintStream out;
  private final Progress progress = new Progress();
  private String lastLine = "";

  private Demo(PrintStream out) {
    this.out = out;
  }

  /** Runs the demonstration; the exit code is 0 only if the tuples are exactly as expected. */
  public static void main(String[] args) throws Exception {
    // The broker's warnings about its own start and stop are not what is to be shown.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    boolean asExpected = new Demo(System.out).run();
    System.exit(asExpected ? 0 : 1);
  }

  /** Runs the demonstration; whether the tuples are exactly as expected. */
  static boolean run(PrintStream out) throws Exception {
    return new Demo(out).run();
  }

  private boolean run() throws Exception {
    say("A demonstration that checks its own result, in about a minute");
    say("Starting a Kafka broker and a Relations API");
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer relations = RelationsServer.builder().start()) {
      kafka.createTopic(DemoMessages.TOPIC, DemoMessages.PARTITIONS);
      kafka.createTopic(DemoMessages.DEAD_LETTERS, 1);
      say("Kafka at " + kafka.bootstrapServers() + ", Relations API at " + relations.target());
      int exit = deliver(kafka, relations);
      return report(relations.tupleTexts(), exit);
    }
  }

  private int deliver(EmbeddedKafka kafka, RelationsServer relations) throws Exception {
    publish(kafka, DemoMessages.firstHalf());
    try (JarProcess consumer = JarProcess.start(environment(kafka, relations))) {
      say("Consumer started as a process of its own");
      watch(kafka, consumer, () -> lag(kafka) == 0);

      say("Stopping the Relations API, with more messages to come");
      relations.stop();
      publish(kafka, DemoMessages.secondHalf());
      int before = progress.retried();
      watch(kafka, consumer, () -> progress.retried() >= before + 2);

      say("Starting the Relations API again");
      relations.start();
      watch(kafka, consumer, () -> lag(kafka) == 0);

      say("Everything is committed; sending SIGTERM to the consumer");
      consumer.terminate();
      int exit = consumer.awaitExit(LONGEST_PHASE);
      progress.read(consumer.out());
      return exit;
    }
  }

  private boolean report(SortedSet<String> tuples, int exit) {
    say("Final tuples:");
    tuples.forEach(tuple -> out.println("    " + tuple));
    boolean same = tuples.equals(DemoMessages.expectedTuples());
    say("Summary: " + progress.describe(() -> 0));
    say("Consumer exited with " + exit);
    say(same ? "The tuples are exactly as expected" : "The tuples are NOT as expected:");
    if (!same) {
      DemoMessages.expectedTuples().forEach(tuple -> out.println("    want " + tuple));
    }
    say("For a broker, a store and a consumer that stay up, with a prompt: make sandbox");
    return same && exit == 0;
  }

  private void publish(EmbeddedKafka kafka, List<SourceRecord> records) {
    records.forEach(kafka::publish);
    say("Published " + records.size() + " messages");
  }

  private void watch(EmbeddedKafka kafka, JarProcess consumer, BooleanSupplier until) {
    Eventually.get(
        () -> {
          progress.read(consumer.out());
          show(progress.describe(() -> lag(kafka)));
          return until.getAsBoolean();
        },
        done -> done,
        LONGEST_PHASE);
  }

  private void show(String line) {
    if (!line.equals(lastLine)) {
      lastLine = line;
      out.println("    " + line);
    }
  }

  private void say(String what) {
    out.println("==> " + what);
  }

  private static long lag(EmbeddedKafka kafka) {
    return kafka.lag(GROUP, DemoMessages.TOPIC);
  }

  private static Map<String, String> environment(EmbeddedKafka kafka, RelationsServer relations) {
    return Map.ofEntries(
        Map.entry("KAFKA_ENABLED", "true"),
        Map.entry("KAFKA_SERVERS", kafka.bootstrapServers()),
        Map.entry("RBAC_KAFKA_CONSUMER_TOPIC", DemoMessages.TOPIC),
        Map.entry("RBAC_KAFKA_CONSUMER_GROUP_ID", GROUP),
        Map.entry("REPLICATION_TO_RELATION_ENABLED", "true"),
        Map.entry("RELATION_API_SERVER", relations.target()),
        Map.entry("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0"),
        Map.entry("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "250ms"),
        Map.entry("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "2s"),
        Map.entry("RBAC_KAFKA_CONSUMER_ON_INVALID", "dead-letter"),
        Map.entry("RBAC_KAFKA_CONSUMER_ON_REJECTED", "dead-letter"),
        Map.entry("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", DemoMessages.DEAD_LETTERS));
  }
}
