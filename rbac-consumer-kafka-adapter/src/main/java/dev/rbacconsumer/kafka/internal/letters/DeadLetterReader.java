package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.KafkaMapper;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the dead-letter topic to its end, and single records. It joins no group. Each reading goes
 * on where the last one ended. For use by one thread at a time.
 */
public final class DeadLetterReader implements AutoCloseable {
  /** Most letters of an index, which is in memory. */
  public static final int MOST_LETTERS = 100_000;

  private static final String SUFFIX = "-letters";

  private final PartitionReader reader;
  private final String topic;
  private final boolean isBrief;
  private final Duration timeout;
  private final Map<TopicPartition, Long> readTo = new HashMap<>();
  private LetterIndex index;

  private DeadLetterReader(
      PartitionReader reader, String topic, boolean isBrief, Duration timeout) {
    this.reader = reader;
    this.topic = topic;
    this.isBrief = isBrief;
    this.timeout = timeout;
    this.index = new LetterIndex(isBrief);
  }

  /**
   * Creates a reader with its own client, not yet connected.
   *
   * @param topic the dead-letter topic
   * @param isBrief whether the index leaves out the sentences of letters, and needs less memory
   * @param timeout longest wait for one answer, above zero
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException when a client cannot be created from
   *     the settings
   */
  public static DeadLetterReader create(
      KafkaClientSettings settings, String topic, boolean isBrief, Duration timeout) {
    return new DeadLetterReader(PartitionReader.create(settings, SUFFIX), topic, isBrief, timeout);
  }

  /**
   * A record of a log, and the offsets that the log holds.
   *
   * @param record the record; empty if there is none at the offset
   * @param begin offset of the first record of the log
   * @param end offset behind the last record that can be read
   */
  public record Found(Optional<SourceRecord> record, long begin, long end) {}

  /** Returns the letters that were read so far. */
  public LetterIndex index() {
    return index;
  }

  /**
   * Reads the topic to its end as it is now.
   *
   * @param most longest time for all of it
   * @param onLetter receives each copy of a record, with the record
   * @throws SourceException with a sentence that names the remedy, also when the time is over, the
   *     topic does not exist or it holds too many letters; what was read before is kept
   * @throws InterruptedException when the calling thread is interrupted
   */
  public void readOn(Duration most, Consumer<LetterEntry.Letter> onLetter)
      throws SourceException, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    Map<TopicPartition, PartitionReader.Ends> logs = new HashMap<>();
    for (TopicPartition partition : reader.partitions(topic, timeout)) {
      logs.put(partition, reader.ends(partition, timeout));
    }
    if (logs.isEmpty()) {
      throw SourceException.passing(
          "there is no topic %s, or this login may not see it; create it, correct its name, or"
                  .formatted(topic)
              + " grant DESCRIBE",
          new IllegalStateException("no partitions"));
    }
    if (readTo.entrySet().stream().anyMatch(it -> isBehindEnd(it, logs))) {
      // The topic was created again.
      readTo.clear();
      index = new LetterIndex(isBrief);
    }
    for (Map.Entry<TopicPartition, PartitionReader.Ends> log : logs.entrySet()) {
      readOn(log.getKey(), log.getValue(), deadline, onLetter);
    }
  }

  private static boolean isBehindEnd(
      Map.Entry<TopicPartition, Long> position, Map<TopicPartition, PartitionReader.Ends> logs) {
    PartitionReader.Ends log = logs.get(position.getKey());
    return log == null || log.end() < position.getValue();
  }

  private void readOn(
      TopicPartition partition,
      PartitionReader.Ends log,
      long deadline,
      Consumer<LetterEntry.Letter> onLetter)
      throws SourceException, InterruptedException {
    long next = Math.max(log.begin(), readTo.getOrDefault(partition, 0L));
    if (next < log.end()) {
      reader.seek(partition, next);
    }
    while (next < log.end()) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw SourceException.passing(
            "reading %s took too long: up to offset %d of %d; try again, or see whether the"
                    .formatted(partition, next, log.end())
                + " partition has a leader",
            new IllegalStateException("time is over"));
      }
      Optional<PartitionReader.Part> part = reader.next(partition, log.end(), left);
      if (part.isEmpty()) {
        next = reader.ends(partition, timeout).begin();
        reader.seek(partition, next);
        continue;
      }
      for (SourceRecord record : part.get().records()) {
        add(LetterHeaders.parse(record), onLetter);
      }
      next = part.get().next();
      readTo.put(partition, next);
    }
  }

  private void add(LetterEntry entry, Consumer<LetterEntry.Letter> onLetter)
      throws SourceException {
    if (index.size() >= MOST_LETTERS) {
      throw SourceException.permanent(
          "%s holds more than %d dead letters; have RBAC replicate what they were about, and begin"
                  .formatted(topic, MOST_LETTERS)
              + " with another topic",
          new IllegalStateException("too many letters"));
    }
    index.add(entry);
    if (entry instanceof LetterEntry.Letter letter) {
      onLetter.accept(letter);
    }
  }

  /**
   * Reads one record of the dead-letter topic.
   *
   * @return empty if there is no record at the place
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Optional<LetterEntry> entry(LetterId place) throws SourceException, InterruptedException {
    return record(place.partition(), place.offset()).record().map(LetterHeaders::parse);
  }

  /** Returns the place with these numbers in the dead-letter topic. */
  public LetterId place(int partition, Offset offset) {
    return new LetterId(new PartitionId(topic, partition), offset);
  }

  /**
   * Reads one record of any topic.
   *
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Found record(PartitionId of, Offset offset) throws SourceException, InterruptedException {
    TopicPartition partition = KafkaMapper.toKafka(of);
    if (!reader.partitions(of.topic(), timeout).contains(partition)) {
      return new Found(Optional.empty(), 0, 0);
    }
    PartitionReader.Ends log = reader.ends(partition, timeout);
    long wanted = offset.value();
    if (wanted < log.begin() || wanted >= log.end()) {
      return new Found(Optional.empty(), log.begin(), log.end());
    }
    reader.seek(partition, wanted);
    Optional<PartitionReader.Part> part = reader.next(partition, log.end(), timeout);
    if (part.isPresent() && part.get().next() == wanted) {
      throw SourceException.passing(
          "reading %s: no record within %d s; see whether the partition has a leader"
              .formatted(partition, timeout.toSeconds()),
          new IllegalStateException("no record"));
    }
    return new Found(
        part.flatMap(
            it -> it.records().stream().filter(any -> any.offset().equals(offset)).findFirst()),
        log.begin(),
        log.end());
  }

  @Override
  public void close() {
    reader.close();
  }
}
