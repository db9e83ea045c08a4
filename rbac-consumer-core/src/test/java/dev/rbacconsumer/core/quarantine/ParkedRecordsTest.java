package dev.rbacconsumer.core.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many records are parked, of what size, and where. */
class ParkedRecordsTest {
  private final SourceRecord third = Parked.record(3, "three");
  private final SourceRecord fourth = Parked.record(4, "the fourth record");
  private final ParkedEntry entry3 = Parked.entry(third, Optional.empty(), "g1", "ann");
  private final ParkedEntry entry4 = Parked.entry(fourth, Optional.empty(), "g2", "bob");

  @Test
  void aRecordThatIsParkedTwiceCountsOnce() {
    ParkedRecords records = ParkedRecords.of(List.of(entry3), Optional.empty());

    records.add(entry3);

    assertThat(records.size()).isEqualTo(1);
    assertThat(records.state().bytes()).isEqualTo(third.sizeInBytes());
  }

  @Test
  void theSizeOfARecordThatLeavesIsFree() {
    ParkedRecords records = ParkedRecords.of(List.of(entry3, entry4), Optional.empty());

    records.remove(entry3.parked());

    assertThat(records.state().bytes()).isEqualTo(fourth.sizeInBytes());
    assertThat(records.offsets()).containsExactly(new Offset(4));
  }

  @Test
  void theOffsetsAreThoseOfTheLogThatIsReadNow() {
    ParkedEntry old = Parked.entry(Parked.record(9, "old"), Optional.of("log-1"), "g1", "ann");
    ParkedEntry first = Parked.entry(Parked.record(0, "new"), Optional.of("log-2"), "g1", "ann");
    ParkedEntry next = Parked.entry(Parked.record(2, "new"), Optional.of("log-2"), "g1", "ann");

    ParkedRecords records = ParkedRecords.of(List.of(first, next, old), Optional.of("log-2"));

    assertThat(records.offsets()).isEqualTo(Set.of(new Offset(0), new Offset(2)));
  }

  /** The sizes are what is left beside the record that is parked already. */
  @ParameterizedTest
  @CsvSource({"2, 0, true", "2, -1, false", "1, 100, false"})
  void aRecordIsParkedUpToTheLimits(int maxRecords, int moreBytes, boolean isParked) {
    long maxBytes = third.sizeInBytes() + fourth.sizeInBytes() + moreBytes;
    ParkedRecords records = ParkedRecords.of(List.of(entry3), Optional.empty());
    QuarantineSettings settings =
        new QuarantineSettings(true, Set.of(), false, maxRecords, maxBytes);

    Optional<String> obstacle = records.obstacleToPark(fourth, settings);

    assertThat(obstacle.isEmpty()).isEqualTo(isParked);
    if (!isParked) {
      assertThat(obstacle)
          .contains(
              "the quarantine of the partition is full: 1 records, %d bytes"
                  .formatted(third.sizeInBytes()));
    }
  }

  @Test
  void aParkedRecordEitherFailedOrWaits() {
    assertThatThrownBy(() -> parked(Optional.of(Parked.REFUSED), Optional.of(new Offset(1))))
        .hasMessage("parked record: want a failure or the record that it waits behind, got both");
    assertThatThrownBy(() -> parked(Optional.empty(), Optional.empty()))
        .hasMessage(
            "parked record: want a failure or the record that it waits behind, got neither");
  }

  private ParkedRecord parked(Optional<Failure> failure, Optional<Offset> behind) {
    return new ParkedRecord(third, Optional.empty(), failure, behind, Instant.EPOCH);
  }
}
