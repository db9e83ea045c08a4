package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.KafkaMapper;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads logs for replays with a client for each partition, outside of the group, and keeps replays
 * in the dead-letter topic. A client is kept while its scan goes on. Thread-safe; partitions do not
 * wait for each other.
 */
public final class KafkaLetterReplays implements LetterReplays, AutoCloseable {
  /** Time without a call after which the scan of another partition counts as abandoned. */
  private static final Duration ABANDONED = Duration.ofMinutes(5);

  private final KafkaClientSettings settings;
  private final KafkaDeadLetters letters;
  private final Map<PartitionId, Scan> scans = new ConcurrentHashMap<>();

  /**
   * @param letters writes the replays; not closed with this object
   */
  public KafkaLetterReplays(KafkaClientSettings settings, KafkaDeadLetters letters) {
    this.settings = settings;
    this.letters = letters;
  }

  @Override
  public LogPart read(
      PartitionId partition, CommitPosition from, CommitPosition end, Duration timeout)
      throws SourceException, InterruptedException {
    closeAbandoned();
    Scan scan = scans.computeIfAbsent(partition, Scan::new);
    boolean goesOn = false;
    try {
      LogPart part = scan.read(from.value(), end.value(), timeout);
      goesOn = part.begin().compareTo(from) <= 0 && part.readTo().compareTo(end) < 0;
      return part;
    } catch (KafkaClientException unusable) {
      throw SourceException.passing(String.valueOf(unusable.getMessage()), unusable);
    } finally {
      if (!goesOn) {
        scans.remove(partition, scan);
        scan.close();
      }
    }
  }

  @Override
  public Optional<Outcome.RetryLater> keep(ReplayedLetter letter, Duration timeout)
      throws InterruptedException {
    return letters.keep(letter, timeout);
  }

  /** Closes the scans of partitions that went away, or whose replay ended early. */
  private void closeAbandoned() {
    long before = System.nanoTime() - ABANDONED.toNanos();
    scans.forEach(
        (partition, scan) -> {
          if (scan.isOlder(before) && scans.remove(partition, scan)) {
            scan.close();
          }
        });
  }

  @Override
  public void close() {
    scans.values().forEach(Scan::close);
    scans.clear();
  }

  /** Reading of one partition. */
  private final class Scan {
    private final TopicPartition partition;
    private volatile long usedAt = System.nanoTime();
    private Optional<PartitionReader> reader = Optional.empty();
    private long begin;
    private long next = -1;

    Scan(PartitionId partition) {
      this.partition = KafkaMapper.toKafka(partition);
    }

    boolean isOlder(long time) {
      return usedAt - time < 0;
    }

    synchronized LogPart read(long from, long end, Duration timeout)
        throws SourceException, InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      usedAt = deadline;
      PartitionReader log =
          reader.orElseGet(
              () -> PartitionReader.create(settings, "-replay-" + partition.partition()));
      reader = Optional.of(log);
      if (next != from) {
        begin = log.ends(partition, timeout).begin();
        if (begin > from) {
          return part(List.of(), from);
        }
        log.seek(partition, from);
        next = from;
      }
      Optional<PartitionReader.Part> read =
          log.next(partition, end, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      if (read.isEmpty()) {
        begin = log.ends(partition, timeout).begin();
        return part(List.of(), from);
      }
      next = read.get().next();
      return part(read.get().records(), next);
    }

    private LogPart part(List<SourceRecord> records, long readTo) {
      return new LogPart(records, new CommitPosition(readTo), new CommitPosition(begin));
    }

    synchronized void close() {
      reader.ifPresent(PartitionReader::close);
      reader = Optional.empty();
      next = -1;
    }
  }
}
