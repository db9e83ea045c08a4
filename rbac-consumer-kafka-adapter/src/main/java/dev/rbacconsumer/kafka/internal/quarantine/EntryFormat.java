package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts parked records to entries of the quarantine topic, and back. The key of an entry names
 * group, partition, offset and log; the value is that of the record; {@link QuarantineHeaders} have
 * the rest.
 */
final class EntryFormat {
  private static final byte[] EMPTY = {};

  private EntryFormat() {}

  /** Thrown for an entry that is not one of ours, with half a sentence that says why. */
  static final class UnreadableEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableEntryException(String why, @Nullable Throwable cause) {
      super(why, cause);
    }
  }

  /** Returns the beginning of the keys of all entries of one partition. */
  static String keyPrefix(String group, PartitionId partition) {
    return group + "/" + partition + "@";
  }

  /** Returns the key of the entry of a parked record. */
  static String key(String group, ParkedRecord parked) {
    return keyPrefix(group, parked.record().partition())
        + parked.offset()
        + parked.log().map(it -> "/" + it).orElse("");
  }

  /** Returns the value of the entry of a parked record, which is never null. */
  static byte[] value(ParkedRecord parked) {
    byte[] value = parked.record().value();
    return value == null ? EMPTY : value;
  }

  /** Returns the headers of the entry of a parked record: its own, and those that describe it. */
  static List<RecordHeader> headers(String group, ParkedRecord parked) {
    SourceRecord record = parked.record();
    List<RecordHeader> headers = new ArrayList<>(record.headers());
    headers.add(RecordHeader.text(QuarantineHeaders.GROUP, group));
    headers.add(RecordHeader.text(QuarantineHeaders.TOPIC, record.partition().topic()));
    headers.add(number(QuarantineHeaders.PARTITION, record.partition().number()));
    headers.add(number(QuarantineHeaders.OFFSET, record.offset().value()));
    parked.log().ifPresent(it -> headers.add(RecordHeader.text(QuarantineHeaders.LOG, it)));
    parked
        .failure()
        .ifPresent(
            it -> {
              headers.add(RecordHeader.text(QuarantineHeaders.CLASS, it.kind().label()));
              headers.add(RecordHeader.text(QuarantineHeaders.CODE, it.reason()));
              headers.add(RecordHeader.text(QuarantineHeaders.REASON, it.message()));
            });
    parked.behind().ifPresent(it -> headers.add(number(QuarantineHeaders.BEHIND, it.value())));
    headers.add(RecordHeader.text(QuarantineHeaders.SINCE, parked.since().toString()));
    headers.add(number(QuarantineHeaders.TIMESTAMP, record.timestampMillis()));
    if (record.key() != null) {
      headers.add(new RecordHeader(QuarantineHeaders.KEY, record.key()));
    }
    if (record.value() == null) {
      headers.add(new RecordHeader(QuarantineHeaders.NULL_VALUE, EMPTY));
    }
    headers.add(number(QuarantineHeaders.HEADERS, record.headers().size()));
    return headers;
  }

  /** Reads an entry of the topic. */
  static QuarantineEntry read(SourceRecord stored) throws UnreadableEntryException {
    try {
      List<RecordHeader> all = stored.headers();
      int last = lastOfOurs(all);
      int own = Integer.parseInt(text(all.get(last)));
      Map<String, RecordHeader> ours = new HashMap<>();
      all.subList(own, last).forEach(it -> ours.put(it.name(), it));
      return new QuarantineEntry(
          required(ours, QuarantineHeaders.GROUP),
          new ParkedRecord(
              record(stored, all.subList(0, own), ours),
              optional(ours, QuarantineHeaders.LOG),
              failure(ours),
              optional(ours, QuarantineHeaders.BEHIND).map(Long::valueOf).map(Offset::new),
              Instant.parse(required(ours, QuarantineHeaders.SINCE))));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException damaged) {
      throw new UnreadableEntryException("its headers are damaged", damaged);
    }
  }

  /**
   * Returns the index of the header that we write last. A tool may have added others behind it,
   * such as those of a trace.
   */
  private static int lastOfOurs(List<RecordHeader> all) throws UnreadableEntryException {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).name().equals(QuarantineHeaders.HEADERS)) {
        return i;
      }
    }
    throw new UnreadableEntryException("it has no header " + QuarantineHeaders.HEADERS, null);
  }

  private static SourceRecord record(
      SourceRecord stored, List<RecordHeader> own, Map<String, RecordHeader> ours)
      throws UnreadableEntryException {
    RecordHeader key = ours.get(QuarantineHeaders.KEY);
    return new SourceRecord(
        new PartitionId(
            required(ours, QuarantineHeaders.TOPIC),
            Integer.parseInt(required(ours, QuarantineHeaders.PARTITION))),
        new Offset(Long.parseLong(required(ours, QuarantineHeaders.OFFSET))),
        Long.parseLong(required(ours, QuarantineHeaders.TIMESTAMP)),
        key == null ? null : key.value(),
        ours.containsKey(QuarantineHeaders.NULL_VALUE) ? null : stored.value(),
        own);
  }

  private static Optional<Failure> failure(Map<String, RecordHeader> ours)
      throws UnreadableEntryException {
    Optional<String> kind = optional(ours, QuarantineHeaders.CLASS);
    return kind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Failure(
                FailureClass.valueOf(kind.get().toUpperCase(Locale.ROOT)),
                required(ours, QuarantineHeaders.CODE),
                required(ours, QuarantineHeaders.REASON)));
  }

  private static String required(Map<String, RecordHeader> ours, String name)
      throws UnreadableEntryException {
    return optional(ours, name)
        .orElseThrow(() -> new UnreadableEntryException("it has no header " + name, null));
  }

  private static Optional<String> optional(Map<String, RecordHeader> ours, String name) {
    return Optional.ofNullable(ours.get(name)).map(EntryFormat::text);
  }

  private static String text(RecordHeader header) {
    byte[] value = header.value();
    return value == null ? "" : new String(value, UTF_8);
  }

  private static RecordHeader number(String name, long value) {
    return RecordHeader.text(name, Long.toString(value));
  }
}
