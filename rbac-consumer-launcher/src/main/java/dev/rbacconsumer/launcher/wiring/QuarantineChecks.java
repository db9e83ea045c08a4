package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.internal.check.PreflightFailedException;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.kafka.KafkaProbe;
import dev.rbacconsumer.kafka.internal.quarantine.QuarantineTopic;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks the topic of the quarantine. */
final class QuarantineChecks {
  private QuarantineChecks() {}

  /**
   * Checks that the topic keeps parked records. Weaker settings than those of the topic that is
   * read are warnings.
   *
   * @param source topic that is read
   */
  static String checkTopic(KafkaProbe probe, String topic, String source, Consumer<String> warnings)
      throws SourceException, PreflightFailedException, InterruptedException {
    int partitions = probe.partitions(topic);
    TopicSettings found;
    try {
      found = probe.topicSettings(topic);
    } catch (SourceException unanswered) {
      throw PreflightFailedException.unknown(
          unanswered.getMessage() + "; not looked at: whether it keeps parked messages");
    }
    Optional<String> problem = QuarantineTopic.problem(topic, found);
    if (problem.isPresent()) {
      throw new PreflightFailedException(problem.get());
    }
    try {
      QuarantineTopic.weaknesses(topic, found, source, probe.topicSettings(source))
          .forEach(warnings);
    } catch (SourceException unanswered) {
      // The step of that topic reports it.
      warnings.accept(
          "%s: not compared with %s: %s".formatted(topic, source, unanswered.getMessage()));
    }
    return "%s has %d partitions and keeps parked messages".formatted(topic, partitions);
  }
}
