package dev.rbacconsumer.kafka.bench;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs production delivery, from a real broker to a slow store, over the same records again and
 * again: each run is a consumer group of its own.
 */
final class WindowBenchmark implements AutoCloseable {
  private static final PartitionId PARTITION =
      new PartitionId("outbox.event.relations-replication-event", 0);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final int records;
  private final Duration perCall;
  private int groups;

  /**
   * @param records how many there are, at least 1
   * @param perCall how long the store takes for each
   */
  WindowBenchmark(int records, Duration perCall) {
    this.records = records;
    this.perCall = perCall;
    kafka.createTopic(PARTITION.topic(), 1);
    for (int i = 0; i < records; i++) {
      RelationTuple tuple =
          RelationTuple.parse("rbac/group:g" + i + "#t_member@rbac/principal:ann");
      kafka.publish(OutboxMessages.relations().add(tuple).build().at(PARTITION, new Offset(i)));
    }
  }

  /** Every way once in each round, and each round beginning with another one. */
  List<Measured> run(int rounds) throws InterruptedException {
    List<Measured> measured = new ArrayList<>();
    List<CommitWay> ways = new ArrayList<>(List.of(CommitWay.values()));
    for (int round = 0; round < rounds; round++) {
      for (CommitWay way : ways) {
        measured.add(run(way, round));
      }
      Collections.rotate(ways, 1);
    }
    return measured;
  }

  private Measured run(CommitWay way, int round) throws InterruptedException {
    String group = "bench-" + groups++;
    SlowStore store = new SlowStore(perCall);
    CountDownLatch committed = new CountDownLatch(1);
    CommitHolder source =
        new CommitHolder(
            KafkaMessageSource.create(
                KafkaClientSettings.of(kafka.bootstrapServers(), group, "bench"),
                PARTITION.topic(),
                Duration.ofSeconds(10)),
            way.heldBelow(records));
    FenceAuthority fences =
        (lockId, timeout) -> new FenceOutcome.Acquired(new FenceToken(lockId, "token"));
    Delivery delivery =
        Delivery.of(source, store, fences, JvmRuntime.create())
            .withObserver(event -> reportEnd(event, committed));
    SourceThread consumer =
        new SourceThread(delivery.dispatcher(way.settings(), DispatcherSettings.defaults(group)));
    consumer.start();
    boolean done = committed.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    long nanos = System.nanoTime() - store.firstCallNanos();
    int commits = source.commits();
    consumer.stop();
    consumer.awaitEnd();
    if (!done || store.calls() != records) {
      throw new IllegalStateException(
          "%s: want %d records applied and committed, got %d calls"
              .formatted(way, records, store.calls()));
    }
    return new Measured(way, round, records * 1e9 / nanos, commits);
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
