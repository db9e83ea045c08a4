package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.internal.inspect.InspectedPartition;
import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.internal.letters.DeadLetterReader;
import dev.rbacconsumer.kafka.internal.letters.LetterEntry;
import dev.rbacconsumer.kafka.internal.letters.LetterIndex;
import dev.rbacconsumer.kafka.internal.letters.StoredLetter;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.letters.LaterScan;
import dev.rbacconsumer.launcher.letters.LetterCollector;
import dev.rbacconsumer.launcher.letters.LetterContent;
import dev.rbacconsumer.launcher.letters.ListedLetter;
import dev.rbacconsumer.launcher.letters.PlannedReplay;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dead-letter topic and the topic of its records, for one command. Every failure is a {@link
 * CommandException} with the exit code. For use by one thread at a time.
 */
final class LetterSession implements AutoCloseable {
  /** Longest time for reading the dead-letter topic, in waits for one answer. */
  private static final int READING = 6;

  private final DeadLetterReader reader;
  private final KafkaSourceSettings kafka;
  private final OutboxDecoder decoder;
  private final MessageSettings messages;
  private final Duration timeout;

  private LetterSession(
      DeadLetterReader reader,
      KafkaSourceSettings kafka,
      MessageSettings messages,
      Duration timeout) {
    this.reader = reader;
    this.kafka = kafka;
    this.decoder = new OutboxDecoder(messages.decoder());
    this.messages = messages;
    this.timeout = timeout;
  }

  /**
   * Creates the client of the dead-letter topic, which connects with the first question.
   *
   * @param topic the dead-letter topic
   * @param timeout longest wait for one answer of the brokers, above zero
   */
  static LetterSession open(
      KafkaSourceSettings kafka, String topic, MessageSettings messages, Duration timeout)
      throws CommandException {
    try {
      return new LetterSession(
          DeadLetterReader.create(kafka.client(), topic, false, timeout), kafka, messages, timeout);
    } catch (KafkaClientException unusable) {
      throw new CommandException(
          unusable.isPassing() ? ExitCode.FAILURE : ExitCode.USAGE,
          String.valueOf(unusable.getMessage()),
          unusable);
    }
  }

  /** Reads the dead-letter topic to its end, and returns its letters. */
  List<ListedLetter> read() throws CommandException, InterruptedException {
    LetterCollector collector = new LetterCollector(decoder);
    try {
      reader.readOn(timeout.multipliedBy(READING), collector);
    } catch (SourceException failed) {
      throw KafkaRecords.failure(failed);
    }
    return collector.listed(index());
  }

  /** Returns the index of what was read. */
  LetterIndex index() {
    return reader.index();
  }

  /** Returns the place with these numbers in the dead-letter topic. */
  LetterId place(RecordPlace place) {
    return reader.place(place.partition(), place.offset());
  }

  /** Returns the record that a letter holds. */
  SourceRecord record(StoredLetter letter) throws CommandException, InterruptedException {
    try {
      Optional<LetterEntry> entry = reader.entry(letter.id());
      if (entry.orElse(null) instanceof LetterEntry.Letter copy) {
        return copy.record();
      }
      throw new CommandException(
          ExitCode.FAILURE,
          "the letter at %s is no longer in %s"
              .formatted(letter.id(), letter.id().partition().topic()));
    } catch (SourceException failed) {
      throw KafkaRecords.failure(failed);
    }
  }

  /** Returns the record of a letter with all that an operator needs. */
  InspectedRecord inspected(SourceRecord record) {
    return InspectedRecord.of(record, decoder, messages.planner());
  }

  /** Returns what replays of letters would do now, in the order of the letters. */
  List<PlannedReplay> plan(List<ListedLetter> letters)
      throws CommandException, InterruptedException {
    Map<PartitionId, List<ListedLetter>> byPartition = new LinkedHashMap<>();
    letters.forEach(
        it -> byPartition.computeIfAbsent(it.stored().origin(), any -> new ArrayList<>()).add(it));
    List<PlannedReplay> plans = new ArrayList<>();
    if (byPartition.isEmpty()) {
      return plans;
    }
    try (KafkaRecords records = KafkaRecords.open(kafka, timeout)) {
      for (Map.Entry<PartitionId, List<ListedLetter>> partition : byPartition.entrySet()) {
        plans.addAll(plan(records, partition.getKey(), partition.getValue()));
      }
    }
    return plans;
  }

  private List<PlannedReplay> plan(
      KafkaRecords records, PartitionId partition, List<ListedLetter> letters)
      throws CommandException, InterruptedException {
    LaterScan scan = new LaterScan(decoder);
    Map<ListedLetter, LetterContent> contents = new LinkedHashMap<>();
    for (ListedLetter letter : letters) {
      LetterContent content = LetterContent.of(decoder.decode(record(letter.stored())));
      contents.put(letter, content);
      Offset offset = letter.stored().offset();
      content
          .change()
          .ifPresent(
              it ->
                  scan.add(
                      letter.stored().id(), offset, it, index().notApplied(partition, offset)));
    }
    Log log = log(records, partition);
    Optional<CommitPosition> unread = scan(records, partition, log, scan);
    List<PlannedReplay> plans = new ArrayList<>();
    contents.forEach(
        (letter, content) -> {
          Offset offset = letter.stored().offset();
          plans.add(
              new PlannedReplay(
                  letter,
                  content,
                  content.problem().or(() -> log.obstacle(offset)),
                  scan.of(letter.stored().id(), offset),
                  unread));
        });
    return plans;
  }

  /**
   * The log of a partition, as far as a replay concerns it.
   *
   * @param isOurs whether it belongs to the topic that the settings name
   * @param begin position of its first record
   * @param end position behind the last record that can be read
   * @param settled position of the group
   */
  private record Log(
      boolean isOurs, CommitPosition begin, CommitPosition end, CommitPosition settled) {
    Optional<String> obstacle(Offset letter) {
      if (!isOurs) {
        return Optional.of("it is of another topic; --topic names it");
      } else if (end.value() <= letter.value()) {
        return Optional.of("the log ends at %s: the topic was created again".formatted(end));
      }
      return begin.value() > letter.commitPosition().value()
          ? Optional.of(
              "the log begins at %s, so what the records from %s on have changed is not known"
                  .formatted(begin, letter.commitPosition()))
          : Optional.empty();
    }
  }

  private Log log(KafkaRecords records, PartitionId partition)
      throws CommandException, InterruptedException {
    CommitPosition none = new CommitPosition(0);
    if (!partition.topic().equals(kafka.topic())) {
      return new Log(false, none, none, none);
    }
    records.partition(partition.number());
    InspectedPartition state = records.states(Set.of(partition)).get(0);
    CommitPosition end = state.log().readable();
    CommitPosition committed = state.commit().map(it -> it.position()).orElse(end);
    return new Log(true, state.log().begin(), end, committed.compareTo(end) < 0 ? committed : end);
  }

  /** Reads the records behind the first letter, and returns the position of what is not read. */
  private static Optional<CommitPosition> scan(
      KafkaRecords records, PartitionId partition, Log log, LaterScan scan)
      throws CommandException {
    Optional<Offset> first = scan.first();
    if (first.isEmpty() || !log.isOurs()) {
      return Optional.empty();
    }
    long from = Math.max(first.get().value() + 1, log.begin().value());
    if (from >= log.settled().value()) {
      return Optional.empty();
    }
    try {
      CommitPosition readTo = records.read(partition, new Offset(from), log.settled(), scan);
      return readTo.compareTo(log.settled()) < 0 ? Optional.of(readTo) : Optional.empty();
    } catch (SourceException failed) {
      throw KafkaRecords.failure(failed);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
