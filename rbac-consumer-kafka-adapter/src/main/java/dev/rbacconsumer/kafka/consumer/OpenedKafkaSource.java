package dev.rbacconsumer.kafka.consumer;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.consumer.ConsumerContext;
import dev.rbacconsumer.core.consumer.OpenedSource;
import dev.rbacconsumer.core.consumer.OpenedStore;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.health.SourceReachability;
import dev.rbacconsumer.core.message.RemovalCheck;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.KafkaMonitor;
import dev.rbacconsumer.kafka.SharedGroupProbe;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.kafka.connectivity.BrokerPing;
import dev.rbacconsumer.kafka.internal.letters.KafkaLetterReplays;
import dev.rbacconsumer.kafka.internal.quarantine.KafkaQuarantine;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/** The clients of one consumer: of its group, its pings, its dead letters and its quarantine. */
final class OpenedKafkaSource implements OpenedSource {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

  /** Short, since a start must not depend on Kafka. */
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(2);

  private final KafkaSourceSettings settings;
  private final Logger log;
  private final DeliverySettings delivery;
  private final KafkaMessageSource messages;
  private final BrokerPing ping;
  private final KafkaMonitor monitor;
  private final Optional<KafkaDeadLetters> letters;
  private final CloseStack resources;

  private OpenedKafkaSource(
      KafkaSourceSettings settings, ConsumerContext context, CloseStack resources) {
    this.settings = settings;
    this.log = context.log();
    this.delivery = context.settings();
    this.resources = resources;
    this.letters =
        delivery.deadLetterTopic().map(it -> KafkaDeadLetters.create(settings.client(), it));
    letters.ifPresent(it -> resources.closeAtEnd(it::close));
    this.ping =
        BrokerPing.create(
            settings.client(), PING_INTERVAL, PING_TIMEOUT, context.runtime(), context.threads());
    resources.closeAtEnd(ping::close);
    this.messages =
        KafkaMessageSource.create(
            settings.client(),
            settings.topic(),
            REQUEST_TIMEOUT,
            new RemovalCheck(context.decoder()),
            context.threads());
    this.monitor = new KafkaMonitor(messages, ping);
  }

  static OpenedKafkaSource open(KafkaSourceSettings settings, ConsumerContext context) {
    CloseStack resources = new CloseStack();
    try {
      OpenedKafkaSource opened = new OpenedKafkaSource(settings, context, resources);
      opened.reportClient(context);
      return opened;
    } catch (RuntimeException | Error failed) {
      resources.close();
      throw failed;
    }
  }

  private void reportClient(ConsumerContext context) {
    try {
      context.clientMetrics().ifPresent(it -> it.report(messages.clientMetrics()));
    } catch (RuntimeException | Error failed) {
      messages.close(Duration.ZERO);
      throw failed;
    }
  }

  @Override
  public MessageSource messages() {
    return messages;
  }

  @Override
  public String group() {
    return settings.groupId();
  }

  @Override
  public String topic() {
    return settings.topic();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Locks are named after the group alone, so consumers of two topics would take each other's.
   */
  @Override
  public Optional<String> startProblem(OpenedStore store) throws InterruptedException {
    try (SharedGroupProbe probe = SharedGroupProbe.create(settings.client(), CHECK_TIMEOUT)) {
      Set<String> others = probe.otherTopicsOfMembers(settings.topic());
      return others.isEmpty()
          ? problemOfMarks(store, probe)
          : Optional.of(sharedGroup("members of group %s read", String.join(", ", others)));
    } catch (SourceException | KafkaClientException unanswered) {
      log.debug("Not known whether the group is used for another topic", unanswered);
      return Optional.empty();
    }
  }

  private Optional<String> problemOfMarks(OpenedStore store, SharedGroupProbe probe)
      throws SourceException, InterruptedException {
    List<String> topicIds =
        store.marks(group() + "/0", CHECK_TIMEOUT).stream()
            .flatMap(mark -> mark.log().stream())
            .toList();
    return topicIds.isEmpty()
        ? Optional.empty()
        : probe
            .otherTopicWithId(settings.topic(), topicIds)
            .map(other -> sharedGroup("the store holds marks of group %s for", other));
  }

  private String sharedGroup(String finding, String others) {
    return (finding
            + " topic %s, and this consumer reads %s: both would take the lock %s/0; name another"
            + " group for one of them")
        .formatted(group(), others, settings.topic(), group());
  }

  @Override
  public SourceMonitor monitor() {
    return monitor;
  }

  @Override
  public void watch(Runnable onChange) {
    ping.start(onChange);
  }

  @Override
  public SourceReachability reachability() {
    return ping.contact();
  }

  @Override
  public Delivery complete(Delivery parts) {
    Delivery complete = letters.map(it -> withLetters(parts, it)).orElse(parts);
    QuarantineSettings limits = delivery.lanes().quarantine();
    return delivery
        .quarantineTopic()
        .map(it -> complete.withQuarantine(new KafkaQuarantine(settings.client(), it, limits)))
        .orElse(complete);
  }

  private Delivery withLetters(Delivery parts, KafkaDeadLetters written) {
    KafkaLetterReplays replays = new KafkaLetterReplays(settings.client(), written);
    resources.closeAtEnd(replays::close);
    return parts.withDeadLetters(written).withLetterReplays(replays);
  }

  @Override
  public void close() {
    resources.close();
  }
}
