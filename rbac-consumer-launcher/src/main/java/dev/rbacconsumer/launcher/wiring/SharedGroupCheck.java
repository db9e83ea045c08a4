package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.SharedGroupProbe;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.launcher.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds another deployment that reads another topic with the same group. Locks are named after the
 * group alone, so the two would take each other's locks without end.
 *
 * @param timeout longest wait for one answer, above zero
 */
record SharedGroupCheck(Settings settings, StorePorts.MarkReader marks, Duration timeout) {
  private static final Logger log = LoggerFactory.getLogger(SharedGroupCheck.class);

  /**
   * Returns a sentence with the problem and its remedy; empty if there is none, or while Kafka does
   * not answer.
   */
  Optional<String> problem() throws InterruptedException {
    if (settings.mode() == DeliveryMode.DRY_RUN) {
      return Optional.empty();
    }
    String topic = settings.kafka().topic();
    try (SharedGroupProbe probe = SharedGroupProbe.create(settings.kafka().client(), timeout)) {
      Set<String> others = probe.otherTopicsOfMembers(topic);
      if (!others.isEmpty()) {
        return Optional.of(sentence("members of group %s read", String.join(", ", others)));
      }
      List<String> logs =
          marks.read(group() + "/0", timeout).stream()
              .map(StoreMark::log)
              .flatMap(Optional::stream)
              .toList();
      return logs.isEmpty()
          ? Optional.empty()
          : probe
              .otherTopicWithId(topic, logs)
              .map(other -> sentence("the store holds marks of group %s for", other));
    } catch (SourceException unanswered) {
      return unknown(unanswered);
    } catch (KafkaClientException unusable) {
      if (!unusable.isPassing()) {
        throw unusable;
      }
      return unknown(unusable);
    }
  }

  private static Optional<String> unknown(Exception cause) {
    log.debug("Not known whether the group is used for another topic", cause);
    return Optional.empty();
  }

  private String sentence(String finding, String others) {
    return (finding
            + " topic %s, and this consumer reads %s: both would take the lock %s/0; set another"
            + " RBAC_KAFKA_CONSUMER_GROUP_ID for one of them")
        .formatted(group(), others, settings.kafka().topic(), group());
  }

  private String group() {
    return settings.kafka().groupId();
  }
}
