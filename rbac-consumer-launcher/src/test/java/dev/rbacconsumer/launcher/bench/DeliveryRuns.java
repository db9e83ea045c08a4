package dev.rbacconsumer.launcher.bench;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs production delivery, from a real broker to a store that answers at once, over the same
 * records again and again: each run is a consumer group of its own.
 */
final class DeliveryRuns implements AutoCloseable {
  private static final PartitionId PARTITION = new PartitionId("outbox.event.relations", 0);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final int records;
  private int groups;

  /**
   * One run of one way through all records.
   *
   * @param way who heard of it
   * @param round runs of one round stand beside each other in time
   * @param recordsPerSecond from the first call of the store to the commit behind the last record
   */
  record Run(ObserverWay way, int round, double recordsPerSecond) {}

  /**
   * @param records how many there are, at least 1
   */
  DeliveryRuns(int records) {
    this.records = records;
    kafka.createTopic(PARTITION.topic(), 1);
    for (int i = 0; i < records; i++) {
      RelationTuple tuple =
          RelationTuple.parse("rbac/group:g" + i + "#t_member@rbac/principal:ann");
      kafka.publish(OutboxMessages.relations().add(tuple).build().at(PARTITION, new Offset(i)));
    }
  }

  /** Every way once in each round, and each round beginning with another one. */
  List<Run> run(int rounds, OutputStream out) throws InterruptedException, IOException {
    List<Run> runs = new ArrayList<>();
    List<ObserverWay> ways = new ArrayList<>(List.of(ObserverWay.values()));
    for (int round = 0; round < rounds; round++) {
      for (ObserverWay way : ways) {
        runs.add(run(way, round, out));
      }
      Collections.rotate(ways, 1);
    }
    return runs;
  }

  private Run run(ObserverWay way, int round, OutputStream out) throws InterruptedException {
    String group = "bench-" + groups++;
    AtomicLong first = new AtomicLong();
    CountDownLatch committed = new CountDownLatch(1);
    DeliveryRuntime host = JvmRuntime.create();
    try (Observers observers = Observers.of(way, host.clock(), out)) {
      KafkaMessageSource source =
          KafkaMessageSource.create(
              KafkaClientSettings.of(kafka.bootstrapServers(), group, "bench"),
              PARTITION.topic(),
              Duration.ofSeconds(10));
      Delivery delivery =
          Delivery.of(
                  source,
                  (change, fence, timeout) -> {
                    first.compareAndSet(0, System.nanoTime());
                    return APPLIED;
                  },
                  (lockId, timeout) -> new FenceOutcome.Acquired(new FenceToken(lockId, "token")),
                  host)
              .withScope(observers.scope())
              .withObserver(
                  DeliveryObserver.all(
                      List.of(observers.observer(), event -> reportEnd(event, committed))));
      SourceThread consumer =
          new SourceThread(
              delivery.dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults(group)));
      consumer.start();
      boolean done = committed.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      long nanos = System.nanoTime() - first.get();
      consumer.stop();
      consumer.awaitEnd();
      if (!done) {
        throw new IllegalStateException(way + ": not all was committed");
      }
      return new Run(way, round, records * 1e9 / nanos);
    }
  }

  private void reportEnd(DeliveryEvent event, CountDownLatch committed) {
    if (event instanceof PartitionEvent.Committed it && it.position().value() == records) {
      committed.countDown();
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
