package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.EventProbe;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import java.time.Duration;
import java.util.List;

/** One member of a group on real threads, against a real broker and a store with fences. */
final class FencedInstance implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Backoff LONG = Backoff.from(Duration.ofMinutes(5));

  final EventProbe events = new EventProbe();
  final SourceThread thread;

  /**
   * @param observer hears everything before {@link #events} does
   */
  FencedInstance(
      KafkaClientSettings kafka,
      String topic,
      RelationSink sink,
      InMemoryRelations fences,
      DeliveryObserver observer) {
    KafkaMessageSource source = KafkaMessageSource.create(kafka, topic, Duration.ofSeconds(5));
    Delivery delivery =
        Delivery.of(source, sink, fences, JvmRuntime.create())
            .withObserver(DeliveryObserver.all(List.of(observer, events)));
    DispatcherSettings patience =
        DispatcherSettings.defaults(kafka.groupId())
            .withPollTimeout(Duration.ofMillis(200))
            .withDrainTimeout(Duration.ofSeconds(1))
            .withCommitTimeout(Duration.ofSeconds(5))
            .withRetryDelay(Duration.ofMillis(500));
    thread =
        new SourceThread(delivery.dispatcher(LaneSettings.DEFAULT.withBackoff(LONG), patience));
    thread.start();
  }

  @Override
  public void close() {
    thread.stop();
    Eventually.get(thread::hasEnded, ended -> ended, SOON);
  }
}
