package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.internal.quarantine.EntryFormat.UnreadableEntryException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryFormatTest {
  private static final PartitionId PARTITION = new PartitionId("outbox.relations", 2);

  static List<ParkedRecord> records() {
    RecordHeader ours = RecordHeader.text(QuarantineHeaders.GROUP, "one that came from outside");
    return List.of(
        ParkedRecords.failed(PARTITION, 77),
        ParkedRecords.behind(PARTITION, 78, 77),
        ParkedRecords.parked(record(null, new byte[] {0, -1}, List.of()), null, null),
        ParkedRecords.parked(record(new byte[0], null, List.of()), ParkedRecords.LOG, null),
        ParkedRecords.parked(record(new byte[0], new byte[0], List.of()), "log", 3L),
        ParkedRecords.parked(
            record(null, null, List.of(ours, new RecordHeader("id", null), ours)), null, null));
  }

  @ParameterizedTest
  @MethodSource("records")
  void entryHasTheWholeRecord(ParkedRecord parked) throws Exception {
    QuarantineEntry read = EntryFormat.read(stored(parked));

    assertThat(read.group()).isEqualTo("rbac-group");
    assertThat(read.parked()).isEqualTo(parked);
    SourceRecord record = read.parked().record();
    assertThat(record.key()).isEqualTo(parked.record().key());
    assertThat(record.value()).isEqualTo(parked.record().value());
    assertThat(record.headers()).isEqualTo(parked.record().headers());
    assertThat(record.timestampMillis()).isEqualTo(parked.record().timestampMillis());
  }

  @ParameterizedTest
  @MethodSource("records")
  void entryIsNeverATombstone(ParkedRecord parked) {
    assertThat(EntryFormat.value(parked)).isNotNull();
  }

  @Test
  void keyNamesGroupPartitionOffsetAndLog() {
    ParkedRecord known = ParkedRecords.failed(PARTITION, 77);
    ParkedRecord unknown = ParkedRecords.parked(known.record(), null, null);

    assertThat(EntryFormat.key("rbac-group", known))
        .isEqualTo("rbac-group/outbox.relations-2@77/x1bVEDzvSKKm-8OTjGmEsA");
    assertThat(EntryFormat.key("rbac-group", unknown))
        .isEqualTo("rbac-group/outbox.relations-2@77");
  }

  @Test
  void recordOfAnotherProgramIsNoEntry() {
    SourceRecord foreign = record("key".getBytes(UTF_8), "value".getBytes(UTF_8), List.of());

    assertThatThrownBy(() -> EntryFormat.read(foreign))
        .isInstanceOf(UnreadableEntryException.class);
  }

  @Test
  void entryWithoutOneOfItsHeadersIsUnreadable() {
    for (String name :
        List.of(
            QuarantineHeaders.GROUP,
            QuarantineHeaders.TOPIC,
            QuarantineHeaders.PARTITION,
            QuarantineHeaders.OFFSET,
            QuarantineHeaders.CLASS,
            QuarantineHeaders.CODE,
            QuarantineHeaders.REASON,
            QuarantineHeaders.SINCE,
            QuarantineHeaders.TIMESTAMP,
            QuarantineHeaders.HEADERS)) {
      List<RecordHeader> headers =
          new ArrayList<>(EntryFormat.headers("rbac-group", ParkedRecords.failed(PARTITION, 77)));
      headers.removeIf(it -> it.name().equals(name));

      assertThatThrownBy(() -> EntryFormat.read(record(null, new byte[0], headers)))
          .as(name)
          .isInstanceOf(UnreadableEntryException.class);
    }
  }

  private static SourceRecord stored(ParkedRecord parked) {
    return new SourceRecord(
        new PartitionId("quarantine", 0),
        new Offset(5),
        1,
        EntryFormat.key("rbac-group", parked).getBytes(UTF_8),
        EntryFormat.value(parked),
        EntryFormat.headers("rbac-group", parked));
  }

  private static SourceRecord record(byte[] key, byte[] value, List<RecordHeader> headers) {
    return new SourceRecord(PARTITION, new Offset(77), -1, key, value, headers);
  }
}
