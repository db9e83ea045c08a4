package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.internal.inspect.InspectedPartition;
import dev.rbacconsumer.core.internal.inspect.MissingRecord;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.internal.inspect.RecordInspector;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The consumer's topic or that of its audit trail, for commands that read records of it. Every
 * failure is a {@link CommandException} with the exit code. For use by one thread at a time.
 */
final class KafkaRecords implements AutoCloseable {
  /** Longest time for reading records, in waits for one answer. */
  private static final int READING = 3;

  private final RecordInspector inspector;
  private final String topic;
  private final Duration timeout;

  private KafkaRecords(RecordInspector inspector, String topic, Duration timeout) {
    this.inspector = inspector;
    this.topic = topic;
    this.timeout = timeout;
  }

  /**
   * Creates the clients, which connect with the first question.
   *
   * @param timeout longest wait for one answer of the brokers, above zero
   */
  static KafkaRecords open(KafkaSourceSettings settings, Duration timeout) throws CommandException {
    try {
      return new KafkaRecords(
          RecordInspector.create(settings.client(), timeout), settings.topic(), timeout);
    } catch (KafkaClientException unusable) {
      throw new CommandException(
          unusable.isPassing() ? ExitCode.FAILURE : ExitCode.USAGE,
          String.valueOf(unusable.getMessage()),
          unusable);
    }
  }

  /** Returns the partitions of the topic, at least one. */
  SortedSet<PartitionId> partitions() throws CommandException {
    try {
      return inspector.partitions(topic);
    } catch (SourceException failed) {
      throw failure(failed);
    }
  }

  /** Returns the partition with a number. */
  PartitionId partition(int number) throws CommandException {
    SortedSet<PartitionId> all = partitions();
    return all.stream()
        .filter(it -> it.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "%s has no partition %d: want 0 to %d"
                        .formatted(topic, number, all.last().number())));
  }

  /** Returns the state of partitions, in their order. */
  List<InspectedPartition> states(Set<PartitionId> partitions)
      throws CommandException, InterruptedException {
    try {
      Map<PartitionId, Commit> commits = inspector.commits(topic, partitions);
      List<InspectedPartition> states = new ArrayList<>();
      inspector
          .offsets(partitions)
          .forEach(
              (partition, log) ->
                  states.add(
                      new InspectedPartition(
                          partition, log, Optional.ofNullable(commits.get(partition)))));
      return states;
    } catch (SourceException failed) {
      throw failure(failed);
    }
  }

  /**
   * Reads records of a partition, up to the end of the log or a time limit.
   *
   * @param wantsMore receives each record, and returns whether to read on
   * @return position up to which the partition was read
   * @throws SourceException if it cannot be read further
   */
  CommitPosition read(
      PartitionId partition, Offset from, CommitPosition end, Predicate<SourceRecord> wantsMore)
      throws SourceException {
    return inspector.read(partition, from, end, timeout.multipliedBy(READING), wantsMore);
  }

  /**
   * Reads every record of the topic, partition by partition.
   *
   * @param found receives each record; those before a failure, too
   */
  void readAll(Consumer<SourceRecord> found) throws CommandException, InterruptedException {
    try {
      for (Map.Entry<PartitionId, PartitionOffsets> log :
          inspector.offsets(partitions()).entrySet()) {
        CommitPosition begin = log.getValue().begin();
        CommitPosition end = log.getValue().readable();
        CommitPosition readTo =
            read(
                log.getKey(),
                new Offset(begin.value()),
                end,
                record -> {
                  found.accept(record);
                  return true;
                });
        if (readTo.compareTo(end) < 0) {
          throw new CommandException(
              ExitCode.FAILURE,
              "reading %s: only offsets below %d of %d within %d s; what is behind them is missing"
                  .formatted(log.getKey(), readTo.value(), end.value(), longestRead().toSeconds()));
        }
      }
    } catch (SourceException failed) {
      throw failure(failed);
    }
  }

  /** Returns the time after which {@link #read} ends by itself. */
  Duration longestRead() {
    return timeout.multipliedBy(READING);
  }

  /** Reads one record. */
  SourceRecord record(RecordPlace place) throws CommandException, InterruptedException {
    PartitionId partition = partition(place.partition());
    List<SourceRecord> found = new ArrayList<>();
    try {
      PartitionOffsets log =
          Objects.requireNonNull(inspector.offsets(Set.of(partition)).get(partition));
      Optional<String> missing = MissingRecord.at(partition, log, place.offset());
      if (missing.isPresent()) {
        throw new CommandException(ExitCode.FAILURE, missing.get());
      }
      CommitPosition readTo =
          read(
              partition,
              place.offset(),
              log.readable(),
              record -> {
                found.add(record);
                return false;
              });
      requireRecord(partition, place.offset(), found.stream().findFirst(), readTo, log);
      return found.get(0);
    } catch (SourceException failed) {
      throw failure(failed);
    }
  }

  /**
   * Checks that the record that was read is the wanted one.
   *
   * @param found first record that was read
   * @param readTo position up to which the partition was read
   */
  void requireRecord(
      PartitionId partition,
      Offset wanted,
      Optional<SourceRecord> found,
      CommitPosition readTo,
      PartitionOffsets log)
      throws CommandException {
    if (found.isEmpty() && readTo.compareTo(log.readable()) < 0) {
      throw new CommandException(
          ExitCode.FAILURE,
          "reading %s: no record within %d s; see whether the partition has a leader"
              .formatted(partition, longestRead().toSeconds()));
    }
    Optional<Offset> offset = found.map(SourceRecord::offset);
    if (!offset.equals(Optional.of(wanted))) {
      throw new CommandException(
          ExitCode.FAILURE, MissingRecord.skipped(partition, wanted, offset));
    }
  }

  /** Returns the exception for a failure of the brokers. */
  static CommandException failure(SourceException failed) {
    return new CommandException(ExitCode.FAILURE, String.valueOf(failed.getMessage()), failed);
  }

  @Override
  public void close() {
    inspector.close();
  }
}
