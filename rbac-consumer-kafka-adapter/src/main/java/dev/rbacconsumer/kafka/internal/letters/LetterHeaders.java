package dev.rbacconsumer.kafka.internal.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.DeadLetterHeaders;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the headers of records of the dead-letter topic. Pure.
 *
 * <p>The headers of a copy follow those of the record. A record from elsewhere may have headers of
 * the same names, so only those from the last header {@link DeadLetterHeaders#TOPIC} on count.
 */
final class LetterHeaders {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PARTITION = Pattern.compile("[0-9]{1,9}");

  private final Map<String, String> values;

  private LetterHeaders(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a record of the dead-letter topic.
   *
   * @param stored the record with its place in that topic
   */
  static LetterEntry parse(SourceRecord stored) {
    LetterId place = new LetterId(stored.partition(), stored.offset());
    int begin = beginOfOurs(stored.headers());
    if (begin < 0) {
      return new LetterEntry.Unknown(place, "it has no header " + DeadLetterHeaders.TOPIC);
    }
    List<RecordHeader> others = new ArrayList<>(stored.headers().subList(0, begin));
    Map<String, String> ours = new HashMap<>();
    for (RecordHeader header : stored.headers().subList(begin, stored.headers().size())) {
      if (header.name().startsWith(DeadLetterHeaders.PREFIX)) {
        byte[] value = header.value();
        ours.put(header.name(), value == null ? "" : new String(value, UTF_8));
      } else {
        // A tool that copies topics adds its own.
        others.add(header);
      }
    }
    return new LetterHeaders(ours).entry(place, stored, others);
  }

  private static int beginOfOurs(List<RecordHeader> headers) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).name().equals(DeadLetterHeaders.TOPIC)) {
        return i;
      }
    }
    return -1;
  }

  private LetterEntry entry(LetterId place, SourceRecord stored, List<RecordHeader> others) {
    String topic = text(DeadLetterHeaders.TOPIC);
    String partition = text(DeadLetterHeaders.PARTITION);
    String number = text(DeadLetterHeaders.OFFSET);
    if (topic.isBlank()
        || !PARTITION.matcher(partition).matches()
        || !NUMBER.matcher(number).matches()) {
      return new LetterEntry.Unknown(
          place, "its headers do not name the topic, partition and offset of a record");
    }
    PartitionId origin = new PartitionId(topic, Integer.parseInt(partition));
    Offset offset = new Offset(Long.parseLong(number));
    if (text(DeadLetterHeaders.ACTION).equals(DeadLetterHeaders.REPLAYED)) {
      return new LetterEntry.Marker(marker(origin, offset));
    }
    SourceRecord record =
        new SourceRecord(
            origin, offset, stored.timestampMillis(), stored.key(), stored.value(), others);
    return new LetterEntry.Letter(
        new StoredLetter(
            place, origin, offset, RecordDigest.of(record), facts(), 1, Optional.empty()),
        record);
  }

  private LetterFacts facts() {
    return new LetterFacts(
        field(DeadLetterHeaders.CLASS),
        field(DeadLetterHeaders.CODE),
        SafeText.sentence(text(DeadLetterHeaders.REASON)),
        time(),
        field(DeadLetterHeaders.APPLICATION),
        field(DeadLetterHeaders.ACTION),
        field(DeadLetterHeaders.BY),
        SafeText.sentence(text(DeadLetterHeaders.OPERATOR_REASON)));
  }

  private ReplayMarker marker(PartitionId origin, Offset offset) {
    return new ReplayMarker(
        origin,
        offset,
        field(DeadLetterHeaders.DIGEST),
        field(DeadLetterHeaders.LETTER),
        field(DeadLetterHeaders.BY),
        SafeText.sentence(text(DeadLetterHeaders.OPERATOR_REASON)),
        time(),
        field(DeadLetterHeaders.APPLICATION),
        number(DeadLetterHeaders.POSITION),
        number(DeadLetterHeaders.APPLIED),
        number(DeadLetterHeaders.LEFT_OUT));
  }

  private Optional<Long> number(String name) {
    return Optional.of(text(name)).filter(it -> NUMBER.matcher(it).matches()).map(Long::parseLong);
  }

  private Optional<Instant> time() {
    try {
      return Optional.of(Instant.parse(text(DeadLetterHeaders.TIME)));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private String field(String name) {
    return SafeText.field(text(name));
  }

  private String text(String name) {
    return values.getOrDefault(name, "");
  }
}
