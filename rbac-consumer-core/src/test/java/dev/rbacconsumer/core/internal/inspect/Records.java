package dev.rbacconsumer.core.internal.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.decode.PlannedCall;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records of partition 1 of a topic, one second apart. */
final class Records {
  static final PartitionId PARTITION = new PartitionId("outbox", 1);

  /** Time of the record at offset 0. */
  static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00Z");

  static final OutboxDecoder DECODER =
      new OutboxDecoder(DecoderSettings.DEFAULT.withBarePayloads(true));

  private Records() {}

  /** A change of the membership of principals in a group: {@code -ann} or {@code +bob}. */
  static SourceRecord change(long offset, String organisation, String... members) {
    return record(offset, payload(organisation, members));
  }

  static SourceRecord tombstone(long offset) {
    return record(offset, null);
  }

  static SourceRecord record(long offset, @Nullable String value) {
    return new SourceRecord(
        PARTITION,
        new Offset(offset),
        BEGIN.plusSeconds(offset).toEpochMilli(),
        "stage".getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        List.of(RecordHeader.text("id", "row-" + offset), new RecordHeader("empty", null)));
  }

  /** The calls that a store would get that removes one tuple a call. */
  static List<PlannedCall> plan(TupleChange change) {
    List<PlannedCall> calls = new ArrayList<>();
    change.removals().forEach(it -> calls.add(new PlannedCall("DeleteTuples", List.of())));
    if (!change.additions().isEmpty()) {
      calls.add(new PlannedCall("CreateTuples", List.of()));
    }
    return calls;
  }

  private static String payload(String organisation, String... members) {
    return "{\"relations_to_add\":[%s],\"relations_to_remove\":[%s],%s}"
        .formatted(
            tuples('+', members),
            tuples('-', members),
            "\"resource_context\":{\"org_id\":\"" + organisation + "\"}");
  }

  private static String tuples(char sign, String... members) {
    return List.of(members).stream()
        .filter(it -> it.charAt(0) == sign)
        .map(
            it ->
                """
                {"resource":{"type":{"namespace":"rbac","name":"group"},"id":"g"},
                "relation":"member",
                "subject":{"subject":{"type":{"namespace":"rbac","name":"principal"},"id":"%s"}}}
                """
                    .formatted(it.substring(1)))
        .collect(Collectors.joining(","));
  }
}
