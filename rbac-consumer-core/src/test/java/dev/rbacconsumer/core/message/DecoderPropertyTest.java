package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.utf8;
import static dev.rbacconsumer.core.message.Messages.workspace;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds for every value, not only for those somebody thought of. */
class DecoderPropertyTest {
  private static final OutboxDecoder STRICT = new OutboxDecoder(DecoderSettings.DEFAULT);
  private static final OutboxDecoder BARE =
      new OutboxDecoder(DecoderSettings.DEFAULT.withBarePayloads(true));
  private static final PartitionId PARTITION = new PartitionId("outbox.event.workspace", 0);

  @Property
  void everyValueHasAVerdict(
      @ForAll @Size(max = 200) byte[] value,
      @ForAll @Size(max = 60) byte[] key,
      @ForAll @Size(max = 60) byte[] header) {
    judge(value, key, header);
  }

  @Property
  void everyValueOfJsonPiecesHasAVerdict(@ForAll("pieces") String value) {
    judge(utf8(value), utf8(value), utf8(value));
    judge(utf8(wrapped(value)), utf8(value), utf8(value));
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            " ",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\ufeff",
            "null",
            "true",
            "-1",
            "1e999",
            "\"schema\"",
            "\"payload\"",
            "\"relations_to_add\"",
            "\"relations_to_remove\"",
            "\"resource\"",
            "\"relation\"",
            "\"subject\"",
            "\"type\"",
            "\"id\"",
            "\"workspace\"",
            "\"operation\"",
            "\"resource_context\"",
            "\"created_at\"",
            "{\"schema\":{},\"payload\":",
            "{\"relations_to_add\":[")
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  @Property
  void everyDamageToAValidMessageHasAVerdict(
      @ForAll("values") String value,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll @Size(max = 6) byte[] put,
      @ForAll @IntRange(max = 4) int cut) {
    byte[] bytes = utf8(value);
    for (int place : places) {
      bytes = spliced(bytes, place % (bytes.length + 1), cut, put);
    }
    judge(bytes, null, null);
  }

  private static byte[] spliced(byte[] bytes, int at, int cut, byte[] put) {
    int from = Math.min(bytes.length, at + cut);
    byte[] made = Arrays.copyOf(bytes, at + put.length + bytes.length - from);
    System.arraycopy(put, 0, made, at, put.length);
    System.arraycopy(bytes, from, made, at + put.length, bytes.length - from);
    return made;
  }

  private static void judge(byte[] value, byte @Nullable [] key, byte @Nullable [] header) {
    List<RecordHeader> headers =
        header == null
            ? List.of()
            : List.of(new RecordHeader("id", header), new RecordHeader("eventType", header));
    for (OutboxDecoder decoder : List.of(STRICT, BARE)) {
      Decoding decoding = decoder.decode(record(PARTITION, key, value, headers));
      assertThat(decoding).isNotInstanceOf(Decoding.Tombstone.class);
      assertThat(faults(decoding)).hasSizeLessThanOrEqualTo(ViolationCollector.MOST_KEPT);
      for (Violation fault : faults(decoding)) {
        assertThat(fault.path()).startsWith("$").hasSizeLessThan(300);
        assertThat(fault.path().chars().filter(Character::isISOControl)).isEmpty();
        assertThat(fault.message()).isNotBlank().hasSizeLessThan(300);
        assertThat(fault.message().chars().filter(Character::isISOControl)).isEmpty();
      }
    }
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll("metadata") EventMetadata metadata,
      @ForAll("lists") List<RelationTuple> removals,
      @ForAll("lists") List<RelationTuple> additions) {
    Assume.that(!removals.isEmpty() || !additions.isEmpty());
    String payload = EventEncoder.relations(metadata, removals, additions);

    for (String value : List.of(wrapped(payload), expanded(payload))) {
      RelationsEvent event = relations(decode(value));
      assertThat(event.metadata()).isEqualTo(metadata);
      assertThat(event.change()).isEqualTo(TupleChange.net(removals, additions));
      assertThat(event.unknownFields()).isZero();
    }
  }

  @Property
  void aWorkspaceThatIsWrittenIsRead(@ForAll("workspaces") WorkspaceEvent event) {
    String payload = EventEncoder.workspace(event);

    assertThat(workspace(decode(wrapped(payload)))).isEqualTo(event);
    assertThat(workspace(decode(expanded(payload)))).isEqualTo(event);
  }

  @Property
  void oneDamagedFieldIsNamed(
      @ForAll("tuples") RelationTuple tuple,
      @ForAll DamagedTuple.Field field,
      @ForAll DamagedTuple.Damage damage,
      @ForAll @IntRange(max = 3) int before,
      @ForAll boolean removed) {
    Assume.that(damage.fits(field, tuple));
    String list = removed ? "relations_to_remove" : "relations_to_add";
    String good = Messages.TUPLE + ",";
    String payload =
        "{\"%s\":[%s%s]}"
            .formatted(list, good.repeat(before), DamagedTuple.write(tuple, field, damage));
    String path = "$." + list + "[" + before + "]" + field.path;

    for (String value : List.of(wrapped(payload), expanded(payload))) {
      Decoding decoding = decode(value);
      assertThat(decoding).isInstanceOf(Decoding.Invalid.class);
      assertThat(faults(decoding).get(0).path()).isEqualTo(path);
      assertThat(faults(decoding)).extracting(Violation::path).allMatch(it -> it.startsWith(path));
    }
  }

  @Provide
  Arbitrary<RelationTuple> tuples() {
    return Generated.tuples();
  }

  @Provide
  Arbitrary<List<RelationTuple>> lists() {
    return Generated.tuples().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<EventMetadata> metadata() {
    return Generated.metadata();
  }

  @Provide
  Arbitrary<WorkspaceEvent> workspaces() {
    return Generated.workspaces();
  }

  @Provide
  Arbitrary<String> values() {
    return Generated.values();
  }
}
