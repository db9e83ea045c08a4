package dev.rbacconsumer.core.message;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages written by hand, and what they turn out to be in words that a table can hold. */
public final class Messages {
  public static final String TUPLE =
      """
      {"resource":{"type":{"namespace":"rbac","name":"group"},"id":"g1"},"relation":"member",\
      "subject":{"subject":{"type":{"namespace":"rbac","name":"principal"},"id":"p1"}}}""";

  /** What the decoder makes of {@link #TUPLE}. */
  public static final String DECODED = "rbac/group:g1#t_member@rbac/principal:p1";

  private static final String SCHEMA =
      """
      {"type":"string","optional":true,"name":"io.debezium.data.Json","version":1}""";

  private static final PartitionId ELSEWHERE = new PartitionId("some-topic", 0);

  private Messages() {}

  /** A payload that adds these tuples. */
  public static String adding(String... tuples) {
    return "{\"relations_to_add\":[" + String.join(",", tuples) + "]}";
  }

  /** The usual tuple, with a part of it replaced. */
  public static String tuple(String part, String replacement) {
    if (!TUPLE.contains(part)) {
      throw new IllegalArgumentException("not in the tuple: " + part);
    }
    return TUPLE.replace(part, replacement);
  }

  /** The payload in the usual envelope, as text. */
  public static String wrapped(String payload) {
    return "{\"schema\":" + SCHEMA + ",\"payload\":" + quoted(payload) + "}";
  }

  /** The envelope around a payload that is an object. */
  public static String expanded(String payload) {
    return "{\"schema\":{\"type\":\"struct\"},\"payload\":" + payload + "}";
  }

  /** A JSON text. */
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  public static SourceRecord record(String value) {
    return record(utf8(value));
  }

  public static SourceRecord record(byte @Nullable [] value) {
    return record(ELSEWHERE, null, value, List.of());
  }

  public static SourceRecord record(
      PartitionId partition,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RecordHeader> headers) {
    return new SourceRecord(partition, new Offset(7), -1, key, value, headers);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Decoding decode(String value) {
    return decode(DecoderSettings.DEFAULT, value);
  }

  public static Decoding decode(DecoderSettings settings, String value) {
    return new OutboxDecoder(settings).decode(record(value));
  }

  public static RelationsEvent relations(Decoding decoding) {
    if (decoding instanceof Decoding.Relations relations) {
      return relations.event();
    }
    throw new AssertionError("want relations, got " + verdict(decoding));
  }

  static WorkspaceEvent workspace(Decoding decoding) {
    if (decoding instanceof Decoding.Workspace workspace) {
      return workspace.event();
    }
    throw new AssertionError("want a workspace, got " + verdict(decoding));
  }

  /** The faults alone: none where the message is valid. */
  public static List<Violation> faults(Decoding decoding) {
    return decoding.match(
        relations -> List.of(),
        workspace -> List.of(),
        custom -> List.of(),
        tombstone -> List.of(),
        malformed -> List.of(malformed.violation()),
        Decoding.Invalid::violations);
  }

  /** The whole verdict in one line: its class, then what was read or where the faults are. */
  public static String verdict(Decoding decoding) {
    return decoding.match(
        relations -> "relations " + tuples(relations.event()),
        workspace -> "workspace " + workspace.event().workspaceId(),
        custom -> "custom " + custom.event().event(),
        tombstone -> "tombstone",
        malformed -> "malformed: " + places(decoding),
        invalid -> "invalid: " + places(decoding));
  }

  private static String tuples(RelationsEvent event) {
    return "-" + event.change().removals() + " +" + event.change().additions();
  }

  private static String places(Decoding decoding) {
    return faults(decoding).stream()
        .map(fault -> fault.code().label() + " at " + fault.path())
        .collect(Collectors.joining(", "));
  }
}
