package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.internal.check.PreflightFailedException;
import dev.rbacconsumer.core.internal.check.Step;
import dev.rbacconsumer.core.internal.check.TopicText;
import dev.rbacconsumer.core.log.TopicRisks;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.kafka.KafkaProbe;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;
import dev.rbacconsumer.relations.GrpcProbe;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.UnusableFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the external services that a consumer needs, step by step. It joins no group and takes no
 * lock. Close it when the steps are done. One thread.
 */
public final class Checks implements AutoCloseable {
  private final Settings settings;
  private final Duration brokerTimeout;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable KafkaProbe kafka;

  /**
   * @param brokerTimeout longest wait for one response of the brokers, above zero
   */
  public Checks(Settings settings, Duration brokerTimeout) {
    this.settings = settings;
    this.brokerTimeout = brokerTimeout;
  }

  /** Returns the steps for Kafka, each of which depends on the one before. */
  public List<Step> kafka() {
    String topic = settings.kafka().topic();
    List<Step> steps = new ArrayList<>();
    steps.add(
        kafkaStep(
            "Kafka brokers",
            probe -> "connected; this login sees %d topics".formatted(probe.topics())));
    steps.add(
        kafkaStep(
            "topic", probe -> "%s has %d partitions".formatted(topic, probe.partitions(topic))));
    settings
        .delivery()
        .deadLetterTopic()
        .ifPresent(
            letters ->
                steps.add(
                    kafkaStep(
                        "dead-letter topic",
                        probe ->
                            "%s has %d partitions".formatted(letters, probe.partitions(letters)))));
    settings
        .delivery()
        .quarantineTopic()
        .ifPresent(
            quarantine ->
                steps.add(
                    kafkaStep(
                        "quarantine topic",
                        probe ->
                            QuarantineChecks.checkTopic(probe, quarantine, topic, warnings::add))));
    steps.add(
        kafkaStep(
            "group",
            probe -> {
              int committed = probe.committed(topic);
              checkSharedGroup();
              return "%s has committed on %d partitions"
                  .formatted(settings.kafka().groupId(), committed);
            }));
    steps.add(kafkaStep("topic settings", probe -> checkTopic(probe, topic)));
    TokenChecks.topic(settings)
        .ifPresent(
            tokens ->
                steps.add(
                    kafkaStep(
                        "topic for tokens",
                        probe -> TokenChecks.checkTopic(probe, tokens, warnings::add))));
    return steps;
  }

  /** Returns the findings that do not prevent a start, one sentence each. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns the steps for the Relations API. */
  public List<Step> relations() {
    return List.of(new Step("Relations API", this::checkRelations));
  }

  /**
   * Returns the steps for the database of consistency tokens; none if there is no such database.
   */
  public List<Step> database() {
    return TokenChecks.database(settings);
  }

  @Override
  public void close() {
    if (kafka != null) {
      kafka.close();
    }
  }

  private String checkTopic(KafkaProbe probe, String topic)
      throws PreflightFailedException, InterruptedException {
    TopicSettings found;
    try {
      found = probe.topicSettings(topic);
    } catch (SourceException unanswered) {
      throw PreflightFailedException.unknown(
          unanswered.getMessage()
              + "; not looked at: compaction, retention, replication and the election of leaders");
    }
    boolean refused =
        found.isCompacted()
            && !settings.delivery().allowsCompactedTopic()
            && settings.mode() == DeliveryMode.DELIVER;
    if (refused) {
      throw new PreflightFailedException(
          "%s: %s. A consumer blocks every partition of it. %s"
              .formatted(
                  topic,
                  TopicRisks.COMPACTED,
                  TopicRisks.compactionAdvice(
                      topic, settings.kafka().client().bootstrapServers())));
    }
    TopicRisks.of(topic, found).forEach(risk -> warnings.add(topic + ": " + risk));
    return TopicText.of(topic, found);
  }

  private void checkSharedGroup() throws PreflightFailedException, InterruptedException {
    try (SharedGroupCheck check = new SharedGroupCheck(settings, this::marks, brokerTimeout)) {
      Optional<String> problem = check.problem();
      if (problem.isPresent()) {
        throw PreflightFailedException.wrongSetting(problem.get());
      }
    }
  }

  private List<StoreMark> marks(String lockId, Duration timeout) throws InterruptedException {
    try (RelationsChannel channel = RelationsChannel.open(settings.relations())) {
      return new GrpcProbe(channel).marks(lockId, timeout);
    } catch (UnusableFileException unusable) {
      // The step of the Relations API reports it.
      return List.of();
    }
  }

  private String checkRelations() throws PreflightFailedException, InterruptedException {
    RelationsSettings relations = settings.relations();
    if (settings.mode() == DeliveryMode.DRY_RUN) {
      return "not called by a dry run: nothing is applied or committed, because"
          + " REPLICATION_TO_RELATION_ENABLED is false";
    }
    try (RelationsChannel channel = RelationsChannel.open(relations)) {
      String lockId = settings.kafka().groupId() + "/0";
      Optional<String> trouble = new GrpcProbe(channel).check(lockId, relations.callDeadline());
      if (trouble.isPresent()) {
        throw new PreflightFailedException(
            trouble.get() + "; check RELATION_API_SERVER (" + relations.target() + ")");
      }
      return relations.target() + " answers and knows the types of locks";
    } catch (UnusableFileException unusable) {
      throw failed(StartFailures.of(relations, unusable));
    }
  }

  private Step kafkaStep(String name, KafkaQuestion question) {
    return new Step(
        name,
        () -> {
          try {
            if (kafka == null) {
              kafka = KafkaProbe.create(settings.kafka().client(), brokerTimeout);
            }
            return question.ask(kafka);
          } catch (KafkaClientException unusable) {
            throw failed(StartFailures.of(unusable));
          } catch (SourceException failed) {
            throw new PreflightFailedException(String.valueOf(failed.getMessage()));
          }
        });
  }

  /** Returns the exception for a problem that would prevent a start. */
  private static PreflightFailedException failed(StartException problem) {
    String message = String.valueOf(problem.getMessage());
    return problem.code() == ExitCode.USAGE
        ? PreflightFailedException.wrongSetting(message)
        : new PreflightFailedException(message);
  }

  private interface KafkaQuestion {
    String ask(KafkaProbe probe)
        throws SourceException, PreflightFailedException, InterruptedException;
  }
}
