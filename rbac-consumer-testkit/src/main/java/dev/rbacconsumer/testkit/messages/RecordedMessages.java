package dev.rbacconsumer.testkit.messages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Provides records of a real connector, byte for byte. The README beside the files ({@code
 * dev/rbacconsumer/testkit/debezium/README.md} on the class path) describes how they were made,
 * with which settings, and their peculiarities. Every call reads the files again, so that no test
 * sees another test's changes to an array.
 */
public final class RecordedMessages {
  /** Usual settings of the connector: an envelope with its schema, the payload as text. */
  public static final String JSON_WITH_SCHEMA = "json-with-schema.jsonl";

  /** Usual settings with an older connector, which adds no headers of its own. */
  public static final String JSON_WITH_SCHEMA_DEBEZIUM_2_7 = "json-with-schema-debezium-2.7.jsonl";

  /** Payload as an object, with the resulting losses. */
  public static final String JSON_WITH_SCHEMA_EXPANDED = "json-with-schema-expanded.jsonl";

  /** Event type and aggregate type in headers. */
  public static final String JSON_WITH_SCHEMA_HEADER_PLACEMENT =
      "json-with-schema-header-placement.jsonl";

  /** Key in an envelope, too. */
  public static final String JSON_KEY_WITH_SCHEMA = "json-key-with-schema.jsonl";

  /** JSON string that holds the payload text. */
  public static final String JSON_WITHOUT_SCHEMA = "json-without-schema.jsonl";

  /** Payload text only. */
  public static final String STRING = "string.jsonl";

  /** Rows without payload, as tombstones. */
  public static final String TOMBSTONES = "tombstones.jsonl";

  /** Rows without payload, as an envelope around null. */
  public static final String NULL_PAYLOAD_WITHOUT_TOMBSTONES =
      "null-payload-without-tombstones.jsonl";

  private static final List<String> FILES =
      List.of(
          JSON_WITH_SCHEMA,
          JSON_WITH_SCHEMA_DEBEZIUM_2_7,
          JSON_WITH_SCHEMA_EXPANDED,
          JSON_WITH_SCHEMA_HEADER_PLACEMENT,
          JSON_KEY_WITH_SCHEMA,
          JSON_WITHOUT_SCHEMA,
          STRING,
          TOMBSTONES,
          NULL_PAYLOAD_WITHOUT_TOMBSTONES);

  private static final String DIRECTORY = "/dev/rbacconsumer/testkit/debezium/";

  private RecordedMessages() {}

  /** Returns the names of all files. */
  public static List<String> files() {
    return FILES;
  }

  /** Returns every record of every file, in the order of {@link #files} and of the lines. */
  public static List<RecordedMessage> all() {
    return FILES.stream().flatMap(file -> file(file).stream()).toList();
  }

  /**
   * Returns the records of one file, in the order of its lines.
   *
   * @param name one of {@link #files}
   * @throws IllegalArgumentException for any other name
   */
  public static List<RecordedMessage> file(String name) {
    if (!FILES.contains(name)) {
      throw new IllegalArgumentException("file: want one of " + FILES + ", got " + name);
    }
    try (InputStream in = RecordedMessages.class.getResourceAsStream(DIRECTORY + name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + DIRECTORY + name);
      }
      return RecordingReader.read(name, in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /**
   * Returns the records of one case in all files: one row of the table, with different settings.
   */
  public static List<RecordedMessage> byCase(String caseName) {
    return all().stream().filter(message -> message.caseName().equals(caseName)).toList();
  }

  /**
   * Returns the only record of a case in a file.
   *
   * @throws IllegalArgumentException if there is no such file, or no such case in it
   */
  public static RecordedMessage byCase(String file, String caseName) {
    List<RecordedMessage> messages = file(file);
    return messages.stream()
        .filter(message -> message.caseName().equals(caseName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "case of %s: want one of %s, got %s"
                        .formatted(
                            file,
                            messages.stream().map(RecordedMessage::caseName).toList(),
                            caseName)));
  }
}
