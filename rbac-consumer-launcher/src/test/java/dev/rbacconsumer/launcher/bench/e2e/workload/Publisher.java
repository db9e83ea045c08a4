package dev.rbacconsumer.launcher.bench.e2e.workload;

import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the messages of a workload in the shape of the real connector: the backlog at once, and
 * the steady messages at their rate. Not thread-safe.
 */
public final class Publisher implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final Workload workload;
  private final String topic;
  private final boolean keyed;
  private final List<MessageDraws> draws = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param keyed whether each resource has a key of its own; otherwise all messages have one key,
   *     as those of the real producer
   */
  public Publisher(String bootstrapServers, Workload workload, String topic, boolean keyed) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"), bytes, bytes);
    this.workload = workload;
    this.topic = topic;
    this.keyed = keyed;
    for (int partition = 0; partition < workload.partitions(); partition++) {
      draws.add(workload.draws(partition));
    }
  }

  /** Publishes the backlog, and returns once the broker has all of it. */
  public void publishBacklog() {
    for (int number = 0; number < workload.backlog(0); number++) {
      for (int partition = 0; partition < workload.partitions(); partition++) {
        if (number < workload.backlog(partition)) {
          send(partition);
        }
      }
      if (number == 0) {
        // A new partition may have no leader yet, and a message that is sent again may not be
        // overtaken.
        producer.flush();
      }
    }
    flush();
  }

  /**
   * Publishes the steady messages.
   *
   * @param perSecond messages a second in all partitions
   * @return the time at which each of them was sent, in microseconds since 1970
   */
  public Map<Mark, Long> publishSteady(int perSecond) {
    return publishWhile(count -> count < workload.steady(), perSecond);
  }

  /**
   * Publishes steady messages, one partition after the other, whatever number the workload has.
   *
   * @param goesOn whether another one follows so many
   * @param perSecond messages a second in all partitions
   * @return the time at which each of them was sent, in microseconds since 1970
   */
  public Map<Mark, Long> publishWhile(IntPredicate goesOn, int perSecond) {
    Map<Mark, Long> sent = new HashMap<>();
    long begin = System.nanoTime();
    for (int i = 0; goesOn.test(i); i++) {
      long due = begin + i * 1_000_000_000L / perSecond;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int partition = i % workload.partitions();
      long now = EpochMicros.now();
      sent.put(new Mark(partition, send(partition)), now);
    }
    flush();
    return sent;
  }

  private int send(int partition) {
    WorkloadMessage message = draws.get(partition).next();
    Instant now = Instant.now();
    RelationsMessageBuilder builder =
        OutboxMessages.relations()
            .timestamp(now)
            .createdAt(now)
            .remove(message.removals())
            .add(message.additions());
    if (keyed) {
      builder.key(message.key());
    }
    OutboxMessage built = builder.build();
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(topic, partition, built.timestampMillis(), built.key(), built.value());
    built.headers().forEach(header -> sent.headers().add(header.name(), header.value()));
    var unused = producer.send(sent, (done, refused) -> failure.compareAndSet(null, refused));
    return message.number();
  }

  private void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("cannot publish to " + topic, failure.get());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
