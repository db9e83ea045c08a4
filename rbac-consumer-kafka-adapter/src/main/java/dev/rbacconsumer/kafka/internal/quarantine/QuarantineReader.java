package dev.rbacconsumer.kafka.internal.quarantine;

import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.internal.inspect.RecordInspector;
import java.time.Duration;
import java.util.List;

/**
 * Reads the quarantines of all groups and partitions. It fences no owner, joins no group and
 * commits nothing; entries of open transactions are left out. For use by one thread at a time.
 */
public final class QuarantineReader implements AutoCloseable {
  private static final int MAX_RECORDS = 1_000_000;
  private static final long MAX_BYTES = 256L * 1024 * 1024;

  private final RecordInspector inspector;
  private final String topic;

  private QuarantineReader(RecordInspector inspector, String topic) {
    this.inspector = inspector;
    this.topic = topic;
  }

  /**
   * The contents of the topic.
   *
   * @param entries entries in force, in the order in which they are released
   * @param unreadable a description of each record of the topic that is no entry
   */
  public record Contents(List<QuarantineEntry> entries, List<String> unreadable) {
    public Contents {
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }

    /** Returns the parked records of a group on a topic, by partition and offset. */
    public List<ParkedRecord> of(String group, String topic) {
      return entries.stream()
          .filter(it -> it.group().equals(group))
          .map(QuarantineEntry::parked)
          .filter(it -> it.record().partition().topic().equals(topic))
          .toList();
    }

    private static Contents of(EntryTable table) {
      List<QuarantineEntry> entries =
          table.rows().values().stream().map(EntryTable.Row::entry).toList();
      return new Contents(EntryOrder.sorted(entries), List.copyOf(table.unreadable()));
    }
  }

  /**
   * Creates a reader with its own clients, which connect with the first question.
   *
   * @param topic topic of the quarantine
   * @param timeout longest wait for one answer of the brokers, above zero
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException when a client cannot be created from
   *     the settings
   */
  public static QuarantineReader create(
      KafkaClientSettings settings, String topic, Duration timeout) {
    return new QuarantineReader(
        RecordInspector.create(settings.named("-quarantine"), timeout), topic);
  }

  /**
   * Reads the topic.
   *
   * @param most longest time for reading it
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Contents read(Duration most) throws SourceException, InterruptedException {
    EntryTable table = new EntryTable(key -> true, MAX_RECORDS, MAX_BYTES, ", too much to show");
    long deadline = System.nanoTime() + most.toNanos();
    try {
      new TopicEntries(inspector, deadline)
          .readInto(table, inspector.partitions(topic), PartitionOffsets::readable);
    } catch (SourceException failed) {
      throw TopicEntries.orInterrupted(failed);
    }
    return Contents.of(table);
  }

  @Override
  public void close() {
    inspector.close();
  }
}
