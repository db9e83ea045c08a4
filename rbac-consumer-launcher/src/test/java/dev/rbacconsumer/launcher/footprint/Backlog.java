package dev.rbacconsumer.launcher.footprint;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Messages that wait in a topic before anybody reads it. Each replaces the member of one group: the
 * one before is removed, and the new one bears the number of the message.
 *
 * @param topic that holds nothing else
 * @param partitions of the topic, at least 1
 * @param messages in all, spread evenly
 * @param tuples number of different tuples of each partition, a multiple of {@link #GROUPS}: after
 *     so many messages, they come again
 */
record Backlog(String topic, int partitions, int messages, int tuples) {
  /** Groups of each partition; so the store stays small, whatever the number of messages. */
  static final int GROUPS = 50;

  Backlog {
    if (tuples < 2 * GROUPS || tuples % GROUPS != 0) {
      throw new IllegalArgumentException("want a multiple of " + GROUPS + " tuples, got " + tuples);
    }
  }

  /** Messages that each add a tuple of their own. */
  Backlog(String topic, int partitions, int messages) {
    this(topic, partitions, messages, Integer.MAX_VALUE / GROUPS * GROUPS);
  }

  /** Messages of one partition. */
  int messages(int partition) {
    return messages / partitions + (partition < messages % partitions ? 1 : 0);
  }

  /**
   * Publishes everything, and returns once all of it is acknowledged.
   *
   * @return bytes of keys, values and headers
   */
  long publish(Producer<byte[], byte[]> producer) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Instant now = Instant.now();
    long bytes = 0;
    for (int number = 0; number < messages(0); number++) {
      for (int partition = 0; partition < partitions; partition++) {
        if (number < messages(partition)) {
          ProducerRecord<byte[], byte[]> next = record(partition, number, now);
          bytes += size(next);
          var unused = producer.send(next, (done, refused) -> failure.compareAndSet(null, refused));
        }
      }
      if (number == 0) {
        // A new partition may have no leader yet; what follows must not overtake what is sent
        // again.
        producer.flush();
      }
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("could not publish", failure.get());
    }
    return bytes;
  }

  /** The tuples there must be once everything is applied, in the store's notation. */
  NavigableSet<String> finalTuples() {
    NavigableSet<String> last = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      int count = messages(partition);
      for (int number = Math.max(0, count - GROUPS); number < count; number++) {
        last.add(tuple(partition, number % tuples).toString());
      }
    }
    return last;
  }

  /** What a message adds. */
  static RelationTuple tuple(int partition, int number) {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", "p" + partition + "-k" + number % GROUPS),
        "member",
        SubjectReference.of(ObjectReference.of("rbac", "principal", "v" + number)));
  }

  private ProducerRecord<byte[], byte[]> record(int partition, int number, Instant now) {
    RelationsMessageBuilder message =
        OutboxMessages.relations()
            .timestamp(now)
            .createdAt(now)
            .add(tuple(partition, number % tuples));
    if (number >= GROUPS) {
      message.remove(tuple(partition, (number - GROUPS) % tuples));
    }
    OutboxMessage built = message.build();
    ProducerRecord<byte[], byte[]> theirs =
        new ProducerRecord<>(topic, partition, built.timestampMillis(), built.key(), built.value());
    built.headers().forEach(header -> theirs.headers().add(header.name(), header.value()));
    return theirs;
  }

  private static long size(ProducerRecord<byte[], byte[]> message) {
    long size = (long) message.key().length + message.value().length;
    for (var header : message.headers()) {
      size += (long) header.key().length() + header.value().length;
    }
    return size;
  }
}
