package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.SharedGroupProbe;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.delivery.DeliveryService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds another deployment that reads another topic with the same group. Locks are named after the
 * group alone, so the two would take each other's locks without end. Used once, by one thread.
 */
final class SharedGroupCheck implements DeliveryService.StartCheck {
  private static final Logger log = LoggerFactory.getLogger(SharedGroupCheck.class);

  private final Settings settings;
  private final StorePorts.MarkReader marks;
  private final Duration timeout;
  private final FutureTask<Optional<String>> members = new FutureTask<>(this::askMembers);
  private volatile @Nullable SharedGroupProbe probe;

  /**
   * @param timeout longest wait for one answer, above zero
   */
  SharedGroupCheck(Settings settings, StorePorts.MarkReader marks, Duration timeout) {
    this.settings = settings;
    this.marks = marks;
    this.timeout = timeout;
  }

  /** Asks Kafka for the members of the group, in a thread of its own. */
  @Override
  public void begin() {
    if (settings.mode() == DeliveryMode.DRY_RUN) {
      return;
    }
    Thread asking = new Thread(members, "group-check");
    asking.setDaemon(true);
    asking.start();
  }

  /**
   * Returns a sentence with the problem and its remedy; empty if there is none, or while Kafka does
   * not answer.
   */
  @Override
  public Optional<String> problem() throws InterruptedException {
    if (settings.mode() == DeliveryMode.DRY_RUN) {
      return Optional.empty();
    }
    boolean isAsked = members.isDone();
    // Does nothing if the other thread does it.
    members.run();
    try {
      Optional<String> problem = problemOfMembers(isAsked);
      return problem.isPresent() ? problem : problemOfMarks();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return unanswered(failed.getCause() == null ? failed : failed.getCause());
    } catch (SourceException | KafkaClientException failed) {
      return unanswered(failed);
    }
  }

  @Override
  public void close() {
    members.cancel(true);
    SharedGroupProbe open = probe;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Returns the answer of Kafka. One that failed before the store had answered is old: Kafka is
   * asked again.
   */
  private Optional<String> problemOfMembers(boolean isAsked)
      throws SourceException, InterruptedException, ExecutionException {
    try {
      return members.get();
    } catch (ExecutionException failed) {
      if (isAsked && failed.getCause() instanceof SourceException) {
        return askMembers();
      }
      throw failed;
    }
  }

  private Optional<String> askMembers() throws SourceException, InterruptedException {
    String topic = settings.kafka().topic();
    Set<String> others = probe().otherTopicsOfMembers(topic);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(sentence("members of group %s read", String.join(", ", others)));
  }

  private Optional<String> problemOfMarks() throws SourceException, InterruptedException {
    List<String> logs =
        marks.read(group() + "/0", timeout).stream()
            .map(StoreMark::log)
            .flatMap(Optional::stream)
            .toList();
    return logs.isEmpty()
        ? Optional.empty()
        : probe()
            .otherTopicWithId(settings.kafka().topic(), logs)
            .map(other -> sentence("the store holds marks of group %s for", other));
  }

  /** Called by one thread after the other: the second one has awaited the first. */
  private SharedGroupProbe probe() {
    SharedGroupProbe open = probe;
    if (open == null) {
      open = SharedGroupProbe.create(settings.kafka().client(), timeout);
      probe = open;
    }
    return open;
  }

  private static Optional<String> unanswered(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException defect
        && !(defect instanceof KafkaClientException unusable && unusable.isPassing())) {
      throw defect;
    }
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
