package dev.rbacconsumer.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRecordTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 3);
  private static final RecordHeader ID = RecordHeader.text("id", "42");

  @Test
  void holdsWhatTheBrokerHolds() {
    SourceRecord record =
        new SourceRecord(PARTITION, new Offset(7), 99, bytes("key"), bytes("value"), List.of(ID));

    assertThat(record.partition()).isEqualTo(PARTITION);
    assertThat(record.offset()).isEqualTo(new Offset(7));
    assertThat(record.timestampMillis()).isEqualTo(99);
    assertThat(record.key()).isEqualTo(bytes("key"));
    assertThat(record.value()).isEqualTo(bytes("value"));
    assertThat(record.headers()).containsExactly(ID);
  }

  @Test
  void keepsTheOrderOfItsHeadersAndRepeatedNames() {
    RecordHeader again = RecordHeader.text("id", "43");
    List<RecordHeader> headers = new ArrayList<>(List.of(again, ID));
    SourceRecord record = new SourceRecord(PARTITION, new Offset(7), 0, null, null, headers);

    headers.clear();

    assertThat(record.headers()).containsExactly(again, ID);
    assertThatThrownBy(() -> record.headers().add(ID))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalsWhateverStandsAtTheSamePlace() {
    SourceRecord record = at(PARTITION, 7, "value");

    assertThat(record)
        .isEqualTo(at(PARTITION, 7, "other"))
        .hasSameHashCodeAs(at(PARTITION, 7, "other"))
        .isNotEqualTo(at(PARTITION, 8, "value"))
        .isNotEqualTo(at(new PartitionId("outbox", 4), 7, "value"))
        .isNotEqualTo(null);
  }

  @Test
  void countsTheBytesOfKeyValueAndHeaders() {
    List<RecordHeader> headers = List.of(ID, new RecordHeader("none", null));

    assertThat(new SourceRecord(PARTITION, new Offset(7), 0, bytes("key"), bytes("é"), headers))
        .extracting(SourceRecord::sizeInBytes)
        .isEqualTo(3L + 2 + 4 + 4);
  }

  @Test
  void aTombstoneWithoutAKeyCostsNothing() {
    assertThat(new SourceRecord(PARTITION, new Offset(7), -1, null, null, List.of()))
        .extracting(SourceRecord::sizeInBytes)
        .isEqualTo(0L);
  }

  @Test
  void reportsWhereItStandsAndNeverItsContent() {
    assertThat(at(PARTITION, 7, "secret")).hasToString("outbox-3@7");
  }

  @Test
  void aHeaderMadeOfTextHoldsItsUtf8Form() {
    assertThat(RecordHeader.text("name", "é"))
        .isEqualTo(new RecordHeader("name", new byte[] {(byte) 0xc3, (byte) 0xa9}));
  }

  @Test
  void headersAreEqualByNameAndBytes() {
    assertThat(ID)
        .isEqualTo(new RecordHeader("id", bytes("42")))
        .hasSameHashCodeAs(new RecordHeader("id", bytes("42")))
        .isNotEqualTo(RecordHeader.text("id", "43"))
        .isNotEqualTo(RecordHeader.text("ID", "42"))
        .isNotEqualTo(new RecordHeader("id", null))
        .isNotEqualTo(null);
  }

  @Test
  void aHeaderReportsTheSizeOfItsValueAlone() {
    assertThat(RecordHeader.text("token", "secret")).hasToString("token[6 bytes]");
    assertThat(new RecordHeader("token", null)).hasToString("token[null]");
  }

  private static SourceRecord at(PartitionId partition, long offset, String value) {
    return new SourceRecord(partition, new Offset(offset), 0, null, bytes(value), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
