package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which entries of the topic are in force. */
class EntryTableTest {
  private static final ParkedRecord PARKED = ParkedRecords.failed(new PartitionId("outbox", 5), 20);
  private static final String KEY = EntryFormat.key("group", PARKED);

  private final EntryTable table = new EntryTable(key -> true, 10, 1_000_000, "");

  @Test
  void tombstoneEndsTheEntryOfItsKey() {
    table.add(entry(1, 0, PARKED));
    table.add(stored(1, 1, null, List.of()));

    assertThat(table.rows()).isEmpty();
  }

  @Test
  void tombstoneInAnotherPartitionIsOfAnEarlierTime() {
    table.add(entry(1, 0, PARKED));
    table.add(stored(2, 9, null, List.of()));

    assertThat(table.rows()).containsOnlyKeys(KEY);
    assertThat(table.rows().get(KEY).stored()).isEqualTo(new PartitionId("quarantine", 1));
  }

  @Test
  void unreadableEntryIsForgottenOnceItIsRemoved() {
    table.add(stored(1, 0, new byte[] {1}, List.of()));
    assertThat(table.unreadable()).hasSize(1);

    table.add(stored(1, 1, null, List.of()));

    assertThat(table.unreadable()).isEmpty();
  }

  @Test
  void headersThatAToolHasAddedAreNoObstacle() {
    List<RecordHeader> headers = new ArrayList<>(EntryFormat.headers("group", PARKED));
    headers.add(RecordHeader.text("traceparent", "00-0af7651916cd43dd8448eb211c80319c-01"));
    table.add(stored(1, 0, EntryFormat.value(PARKED), headers));

    assertThat(table.unreadable()).isEmpty();
    assertThat(table.rows().get(KEY).entry().parked()).isEqualTo(PARKED);
  }

  private static SourceRecord entry(int partition, long offset, ParkedRecord parked) {
    return stored(
        partition, offset, EntryFormat.value(parked), EntryFormat.headers("group", parked));
  }

  private static SourceRecord stored(
      int partition, long offset, byte @Nullable [] value, List<RecordHeader> headers) {
    return new SourceRecord(
        new PartitionId("quarantine", partition),
        new Offset(offset),
        1,
        KEY.getBytes(UTF_8),
        value,
        headers);
  }
}
