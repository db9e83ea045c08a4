package dev.rbacconsumer.core.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a whole record on one line, as a JSON object. One object reads one line. */
abstract sealed class RecordLine permits KcatLine, RecordedLine {
  private static final JsonFactory JSON = new JsonFactory();

  String topic = "";
  int partition;
  long offset;
  long timestamp = -1;
  byte @Nullable [] key;
  final List<RecordHeader> headers = new ArrayList<>();
  private byte @Nullable [] value;
  private boolean hasValue;

  /**
   * Returns the record on a line, in one of the known formats; empty if the line is something else,
   * such as a message's value.
   */
  static Optional<SourceRecord> parse(byte[] line) {
    return new RecordedLine().read(line).or(() -> new KcatLine().read(line));
  }

  /** Reads the value of one field, and returns whether the format has it. */
  abstract boolean readField(String field, JsonParser json) throws IOException;

  /** Returns whether the fields make a record, and nothing that matters follows. */
  abstract boolean isComplete(JsonParser json) throws IOException;

  final void value(byte @Nullable [] bytes) {
    value = bytes;
    hasValue = true;
  }

  final Optional<SourceRecord> read(byte[] line) {
    try (JsonParser json = JSON.createParser(line)) {
      return json.nextToken() == JsonToken.START_OBJECT && readFields(json)
          ? Optional.of(
              new SourceRecord(
                  new PartitionId(topic, partition),
                  new Offset(offset),
                  timestamp,
                  key,
                  value,
                  headers))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  private boolean readFields(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      if (!readField(field, json)) {
        return false;
      }
    }
    return hasValue && !topic.isEmpty() && isComplete(json);
  }
}
