package dev.rbacconsumer.kafka.internal.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order in which parked records are released. */
class EntryOrderTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 1);

  @Test
  void recordsGoByOffsetWheneverTheyWereParked() {
    QuarantineEntry first = entry(5, "log", 60);
    QuarantineEntry second = entry(7, "log", 0);

    assertThat(EntryOrder.sorted(List.of(second, first))).containsExactly(first, second);
  }

  @Test
  void recordsOfAnEarlierLogComeBeforeThoseOfTheNextOne() {
    QuarantineEntry earlier = entry(500, "z-first", 0);
    QuarantineEntry later = entry(501, "z-first", 120);
    QuarantineEntry ofTheNextLog = entry(20, "a-second", 60);

    assertThat(EntryOrder.sorted(List.of(ofTheNextLog, later, earlier)))
        .containsExactly(earlier, later, ofTheNextLog);
  }

  private static QuarantineEntry entry(long offset, String log, long secondsLater) {
    ParkedRecord parked = ParkedRecords.failed(PARTITION, offset);
    return new QuarantineEntry(
        "group",
        new ParkedRecord(
            parked.record(),
            Optional.of(log),
            parked.failure(),
            parked.behind(),
            parked.since().plus(Duration.ofSeconds(secondsLater))));
  }
}
