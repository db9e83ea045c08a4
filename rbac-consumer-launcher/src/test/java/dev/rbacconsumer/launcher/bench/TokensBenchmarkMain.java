package dev.rbacconsumer.launcher.bench;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.TokenMetrics;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
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
import dev.rbacconsumer.launcher.tokens.PostgresTokens;
import dev.rbacconsumer.launcher.tokens.TenantDatabase;
import dev.rbacconsumer.launcher.tokens.TokenDelivery;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what tokens in PostgreSQL cost delivery. It applies the same messages with and without
 * them in turn, to a store that answers after a millisecond, and prints the rates and their ratio.
 * Arguments, all optional: number of messages, number of rounds.
 */
public final class TokensBenchmarkMain {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final int ORGANISATIONS = 200;
  private static final long STORE_NANOS = Duration.ofMillis(1).toNanos();
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final EmbeddedKafka kafka;
  private final TenantDatabase database;
  private final int messages;
  private int groups;

  private TokensBenchmarkMain(EmbeddedKafka kafka, TenantDatabase database, int messages) {
    this.kafka = kafka;
    this.database = database;
    this.messages = messages;
  }

  public static void main(String[] args) throws InterruptedException {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        TenantDatabase database = TenantDatabase.start()) {
      TokensBenchmarkMain bench = new TokensBenchmarkMain(kafka, database, messages);
      bench.prepare();
      bench.rate(true);
      List<Double> ratios = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        double without = bench.rate(false);
        double with = bench.rate(true);
        ratios.add(with / without);
        System.out.printf(
            "round %d: %.0f messages/s without, %.0f with tokens in PostgreSQL, ratio %.3f%n",
            round, without, with, with / without);
      }
      ratios.sort(null);
      System.out.printf("median ratio: %.3f%n", ratios.get(ratios.size() / 2));
    }
    System.exit(0);
  }

  private void prepare() {
    database.execute(
        "INSERT INTO api_tenant (org_id) SELECT 'org-' || n FROM generate_series(0, %d) n"
            .formatted(ORGANISATIONS));
    kafka.createTopic(PARTITION.topic(), 1);
    for (int i = 0; i < messages; i++) {
      kafka.publish(
          OutboxMessages.relations()
              .add(RelationTuple.parse("rbac/group:g" + i + "#t_member@rbac/principal:ann"))
              .orgId("org-" + i % ORGANISATIONS)
              .eventType(i % 10 == 0 ? "create_workspace" : "assign_role")
              .resource("Workspace", "ws-" + i)
              .build()
              .at(PARTITION, new Offset(i)));
    }
  }

  /** Returns messages per second, from the first call of the store to the last commit. */
  private double rate(boolean withTokens) throws InterruptedException {
    DeliveryRuntime host = JvmRuntime.create();
    if (!withTokens) {
      return rate(host, TokenDelivery.none());
    }
    TokenMetrics metrics = new TokenMetrics(new MetricRegistry());
    try (PostgresTokens tokens =
        new PostgresTokens(database.settings(), metrics, host, Duration.ofSeconds(3))) {
      return rate(host, new TokenDelivery(tokens, tokens.partitions()));
    }
  }

  private double rate(DeliveryRuntime host, TokenDelivery tokens) throws InterruptedException {
    String group = "bench-" + groups++;
    AtomicLong calls = new AtomicLong();
    AtomicLong first = new AtomicLong();
    CountDownLatch committed = new CountDownLatch(1);
    Delivery delivery =
        Delivery.of(
                KafkaMessageSource.create(
                    KafkaClientSettings.of(kafka.bootstrapServers(), group, "bench"),
                    PARTITION.topic(),
                    Duration.ofSeconds(10)),
                (change, fence, timeout) -> {
                  first.compareAndSet(0, System.nanoTime());
                  LockSupport.parkNanos(STORE_NANOS);
                  return new Outcome.Applied(
                      Optional.of(new ConsistencyToken("token-" + calls.incrementAndGet())));
                },
                (lockId, timeout) -> new FenceOutcome.Acquired(new FenceToken(lockId, "token")),
                host)
            .withAppliedEvents(tokens.listener())
            .withObserver(
                DeliveryObserver.all(
                    List.of(tokens.observer(), event -> reportEnd(event, committed))));
    SourceThread consumer =
        new SourceThread(
            delivery.dispatcher(
                LaneSettings.DEFAULT.withBatchMaxMessages(1), DispatcherSettings.defaults(group)));
    consumer.start();
    boolean done = committed.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    long nanos = System.nanoTime() - first.get();
    consumer.stop();
    consumer.awaitEnd();
    if (!done) {
      throw new IllegalStateException("want all messages committed, got fewer");
    }
    return messages * 1e9 / nanos;
  }

  private void reportEnd(DeliveryEvent event, CountDownLatch committed) {
    if (event instanceof PartitionEvent.Committed it && it.position().value() == messages) {
      committed.countDown();
    }
  }
}
