package dev.rbacconsumer.launcher.demo;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is published, and the tuples there must be once all of it is applied. */
final class DemoMessages {
  static final String TOPIC = "outbox.event.rbac-consumer-replication-event";
  static final String DEAD_LETTERS = "rbac-consumer.dead-letters";
  static final int PARTITIONS = 3;

  private static final int BAD_PARTITION = 1;

  private DemoMessages() {}

  /**
   * The usual configuration of the connector, and every kind of bad message beside it. The broker
   * gives records their offsets.
   */
  static List<SourceRecord> firstHalf() {
    List<SourceRecord> records = new ArrayList<>(recorded(RecordedMessages.JSON_WITH_SCHEMA));
    for (BadMessage bad : BadMessage.values()) {
      records.add(bad.message().at(new PartitionId(TOPIC, BAD_PARTITION), new Offset(0)));
    }
    return records;
  }

  /** Every other configuration. */
  static List<SourceRecord> secondHalf() {
    List<SourceRecord> records = new ArrayList<>();
    for (String file : RecordedMessages.files()) {
      if (!file.equals(RecordedMessages.JSON_WITH_SCHEMA)) {
        records.addAll(recorded(file));
      }
    }
    return records;
  }

  /** Worked out by hand from the recordings; see the README beside them. */
  static SortedSet<String> expectedTuples() {
    try (InputStream in =
        Objects.requireNonNull(DemoMessages.class.getResourceAsStream("expected-tuples.txt"))) {
      return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<SourceRecord> recorded(String file) {
    List<SourceRecord> records = new ArrayList<>();
    for (RecordedMessage message : RecordedMessages.file(file)) {
      records.add(
          message.at(new PartitionId(TOPIC, message.partition()), new Offset(message.offset())));
    }
    return records;
  }
}
