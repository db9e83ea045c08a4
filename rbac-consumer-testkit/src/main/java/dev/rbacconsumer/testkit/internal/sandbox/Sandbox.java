package dev.rbacconsumer.testkit.internal.sandbox;

import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Broker, store and consumer that stay up until they are closed. {@link #start} and {@link #close}
 * may be called by different threads: a close during the start waits for it. One thread calls the
 * other methods, between the two. They throw {@link IllegalStateException} with a sentence for a
 * person if a part does not do what they ask.
 */
final class Sandbox implements AutoCloseable {
  static final int PARTITIONS = 3;
  static final String TOPIC = "outbox.event.relations-replication-event";
  static final String GROUP = "rbac-consumer-group";
  private static final String DEAD_LETTERS = "rbac-consumer.dead-letters";
  private static final String AUDIT = "rbac-consumer.audit";

  private static final String OURS = "RBAC_KAFKA_CONSUMER_";

  private final Path jar;
  private final Map<String, String> inherited;
  private final Path temporary;
  private final Optional<Path> environmentFile;
  private final SandboxMessages messages = new SandboxMessages(TOPIC);
  private @Nullable SandboxFiles files;
  private @Nullable KafkaProcess kafka;
  private @Nullable RelationsServer relations;
  private @Nullable ConsumerProcess consumer;
  private boolean storeRuns;
  private boolean closed;

  /**
   * Creates a sandbox without processes and files.
   *
   * @param jar packaged consumer
   * @param temporary where its folder will be
   * @param environmentFile where to write the environment for other terminals; empty for a file in
   *     a folder of the sandbox
   * @param inherited environment of this process; settings of the consumer in it are passed on,
   *     except those that connect it to the sandbox
   */
  Sandbox(Path jar, Path temporary, Optional<Path> environmentFile, Map<String, String> inherited) {
    this.jar = jar.toAbsolutePath();
    this.temporary = temporary;
    this.environmentFile = environmentFile;
    this.inherited = Map.copyOf(inherited);
  }

  /** Starts everything, unless closed. Returns when the consumer delivers from all partitions. */
  synchronized void start() {
    if (closed) {
      return;
    }
    SandboxFiles created = SandboxFiles.create(temporary, environmentFile);
    files = created;
    KafkaProcess broker = KafkaProcess.start(Map.of());
    kafka = broker;
    broker.createTopic(TOPIC, PARTITIONS);
    broker.createTopic(DEAD_LETTERS, 1);
    broker.createTopic(AUDIT, 1);
    relations = RelationsServer.builder().schema(SandboxMessages.schemaAtFirst()).start();
    storeRuns = true;
    ConsumerProcess process = new ConsumerProcess(jar, settings(), created.consumerFolder());
    consumer = process;
    process.start();
    created.writeForTerminals(jar, forTerminals());
    awaitReady();
  }

  /** Stops everything and deletes its files. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (consumer != null) {
      consumer.close();
    }
    if (relations != null) {
      relations.close();
    }
    if (kafka != null) {
      kafka.close();
    }
    if (files != null) {
      files.delete();
    }
  }

  /** Returns the broker's address. */
  String brokerAddress() {
    return broker().bootstrapServers();
  }

  /** Returns the address of the store. */
  String storeAddress() {
    return store().target();
  }

  /** Returns the URL of the status page, of the metrics and of the probes. */
  String pageUrl() {
    return "http://localhost:" + consumer().port() + "/";
  }

  /** Returns the file with the log of the consumer. */
  Path consumerLog() {
    return consumer().log();
  }

  /** Returns the file with the environment for other terminals. */
  Path environmentFile() {
    return files().environment();
  }

  /** Returns the environment for other terminals. */
  Map<String, String> forTerminals() {
    Map<String, String> variables = new LinkedHashMap<>(connections());
    variables.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(consumer().port()));
    return variables;
  }

  /** Publishes messages, and waits until each is applied or held up. Returns sentences about it. */
  List<String> publish(PromptLine.Publish wanted) {
    if (!broker().isAlive()) {
      throw new IllegalStateException("The broker is stopped; start it with: broker start");
    }
    Map<Integer, Long> last = new TreeMap<>();
    for (SourceRecord record : messages.of(wanted, Instant.now())) {
      last.put(record.partition().number(), broker().publish(record).value());
    }
    return await(outlook -> outlook.isKnown(last));
  }

  /** Stops the store. */
  void stopStore() {
    storeRuns = false;
    store().stop();
  }

  /** Starts the store, and waits until no partition is blocked by its absence. */
  List<String> startStore() {
    store().start();
    storeRuns = true;
    return await(outlook -> outlook.isReady() && !outlook.isBlockedBy("transient"));
  }

  /** Loads a schema that accepts all messages, and waits until they are applied. */
  List<String> fixSchema() {
    store().store().setSchema(SandboxMessages.schemaWithAll());
    return storeRuns
        ? await(outlook -> !outlook.isBlockedBy("unknown_definition"))
        : List.of("The store is stopped; messages are tried again when it runs.");
  }

  /** Waits until nothing is under way, and returns the tuples of the store. */
  SortedSet<String> tuples() {
    if (storeRuns && broker().isAlive()) {
      await(outlook -> outlook.isHeldUp() || broker().lag(GROUP, TOPIC) == 0);
    }
    return new TreeSet<>(store().tupleTexts());
  }

  /** Stops the broker. */
  void stopBroker() {
    broker().stop();
  }

  /** Starts the broker, and waits until the consumer reads from it. */
  List<String> startBroker() {
    broker().start();
    return await(Outlook::isReady);
  }

  /** Kills the consumer. */
  void killConsumer() {
    consumer().kill();
  }

  /** Stops the consumer in order if it runs, starts it, and waits until it delivers. */
  List<String> restartConsumer() {
    consumer().stop();
    consumer().start();
    return broker().isAlive() && storeRuns ? await(Outlook::isReady) : outlook();
  }

  /** Returns the lines of the command {@code status}. */
  List<String> status() {
    return StatusPage.ask(consumer().port())
        .map(StatusPage.Answer::lines)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The consumer does not answer; start it with: consumer restart"));
  }

  private void awaitReady() {
    if (!Waits.until(() -> look().filter(Outlook::isReady).isPresent())) {
      throw new IllegalStateException(
          "the consumer did not take its partitions within %d minutes; its log ends with:\n%s"
              .formatted(Waits.LONGEST.toMinutes(), consumer().endOfLog()));
    }
  }

  /** Waits for a state, but not without a consumer that could reach it; returns the state. */
  private List<String> await(Predicate<Outlook> reached) {
    if (!consumer().isAlive()) {
      return List.of("The consumer does not run; start it with: consumer restart");
    }
    Waits.until(() -> !consumer().isAlive() || look().filter(reached).isPresent());
    return outlook();
  }

  private List<String> outlook() {
    return look().map(Outlook::sentences).orElse(List.of("The consumer does not answer."));
  }

  private Optional<Outlook> look() {
    return StatusPage.ask(consumer().port()).map(it -> new Outlook(it.tree()));
  }

  /** Returns the settings that connect a consumer to this sandbox. */
  private Map<String, String> connections() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("KAFKA_ENABLED", "true");
    settings.put("KAFKA_SERVERS", brokerAddress());
    settings.put(OURS + "TOPIC", TOPIC);
    settings.put(OURS + "GROUP_ID", GROUP);
    settings.put(OURS + "DEAD_LETTER_TOPIC", DEAD_LETTERS);
    settings.put(OURS + "AUDIT_TOPIC", AUDIT);
    settings.put("REPLICATION_TO_RELATION_ENABLED", "true");
    settings.put("RELATION_API_SERVER", storeAddress());
    return settings;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    // Outages at the prompt last for seconds, so the consumer notices and retries within seconds.
    settings.put(OURS + "RETRY_MAX_DELAY", "15s");
    settings.put(OURS + "HEALTH_INTERVAL", "1s");
    settings.put("KAFKA_PROPERTY_SESSION_TIMEOUT_MS", "6000");
    inherited.forEach(
        (name, value) -> {
          if (name.startsWith(OURS)) {
            settings.put(name, value);
          }
        });
    settings.putAll(connections());
    Path folder = files().consumerFolder();
    settings.put(OURS + "LIVENESS_FILE", folder.resolve("live").toString());
    settings.put(OURS + "READINESS_FILE", folder.resolve("ready").toString());
    settings.put(OURS + "REPLAY_DIR", folder.toString());
    return settings;
  }

  private SandboxFiles files() {
    return running(files);
  }

  private KafkaProcess broker() {
    return running(kafka);
  }

  private RelationsServer store() {
    return running(relations);
  }

  private ConsumerProcess consumer() {
    return running(consumer);
  }

  private static <T> T running(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the sandbox is not started");
    }
    return part;
  }
}
