package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.source.BacklogHead;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the first unread records of partitions, to know how old they are. It has a client of its
 * own, outside of the group, which exists only while there is something to read. Confined to one
 * thread, except for {@link #close}.
 */
public final class HeadReader {
  private static final Logger log = LoggerFactory.getLogger(HeadReader.class);

  /** Most records of one partition that are looked at. */
  static final int MOST_RECORDS = 500;

  /** Longest time for one partition. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final Predicate<SourceRecord> mayRemove;
  private volatile @Nullable Consumer<byte[], byte[]> client;
  private volatile boolean closed;

  /**
   * @param connect creates the client, without a group
   * @param mayRemove whether a record removes tuples, or may
   */
  public HeadReader(Supplier<Consumer<byte[], byte[]>> connect, Predicate<SourceRecord> mayRemove) {
    this.connect = connect;
    this.mayRemove = mayRemove;
  }

  /** Returns a reader that reads nothing, for a source without a client for it. */
  static HeadReader none() {
    return new HeadReader(
        () -> {
          throw new KafkaException("there is no client that reads ahead");
        },
        record -> true);
  }

  /**
   * Reads records of a partition.
   *
   * @param known what was found before from the same record on; empty at first
   * @param from offset of the first unread record
   * @param to offset behind the last readable record
   * @return empty if they cannot be read now
   */
  public Optional<BacklogHead> read(
      TopicPartition partition, Optional<BacklogHead> known, long from, long to) {
    try {
      return head(open(), partition, known, from, to);
    } catch (KafkaException failure) {
      log.debug("The first unread records of {} cannot be read", partition, failure);
      close();
      return Optional.empty();
    }
  }

  private Optional<BacklogHead> head(
      Consumer<byte[], byte[]> reading,
      TopicPartition partition,
      Optional<BacklogHead> known,
      long from,
      long to) {
    reading.assign(List.of(partition));
    reading.seek(partition, known.map(it -> it.searchedTo().value()).orElse(from));
    long deadline = System.nanoTime() + LONGEST.toNanos();
    OptionalLong oldest = known.map(BacklogHead::oldest).orElseGet(OptionalLong::empty);
    OptionalLong newest = OptionalLong.empty();
    long next = reading.position(partition, LONGEST);
    int count = 0;
    while (next < to && count < MOST_RECORDS) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      for (ConsumerRecord<byte[], byte[]> record : reading.poll(Duration.ofNanos(left))) {
        newest = record.timestamp() < 0 ? newest : OptionalLong.of(record.timestamp());
        oldest = oldest.isEmpty() ? newest : oldest;
        count++;
        if (mayRemove.test(KafkaMapper.toCore(record))) {
          return Optional.of(head(from, record.offset(), oldest, newest, false));
        }
      }
      next = reading.position(partition, LONGEST);
    }
    if (next >= to) {
      return Optional.of(head(from, next, oldest, OptionalLong.empty(), false));
    }
    return count == 0 ? known : Optional.of(head(from, next, oldest, newest, true));
  }

  private static BacklogHead head(
      long from, long searchedTo, OptionalLong oldest, OptionalLong removal, boolean isBound) {
    return new BacklogHead(
        new CommitPosition(from), new CommitPosition(searchedTo), oldest, removal, isBound);
  }

  private Consumer<byte[], byte[]> open() {
    Consumer<byte[], byte[]> open = client;
    if (closed) {
      throw new KafkaException("closed");
    }
    if (open == null) {
      open = connect.get();
      client = open;
    }
    return open;
  }

  /**
   * Closes the client; a later read opens another one. During a read in another thread, ends that
   * read, and its thread closes the client.
   */
  void close() {
    Consumer<byte[], byte[]> open = client;
    if (open == null) {
      return;
    }
    try {
      open.close(CloseOptions.timeout(Duration.ZERO));
      client = null;
    } catch (ConcurrentModificationException inUse) {
      open.wakeup();
    } catch (KafkaException failure) {
      client = null;
      log.debug("The client that reads ahead was not closed cleanly", failure);
    }
  }

  /** Closes the client for good. */
  public void end() {
    closed = true;
    close();
  }
}
