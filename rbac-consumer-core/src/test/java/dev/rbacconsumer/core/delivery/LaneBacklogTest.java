package dev.rbacconsumer.core.delivery;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.metrics.TestClock;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Specifies the age of the oldest removal among the records that a lane has not applied. */
class LaneBacklogTest {
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:g#member@rbac/principal:ann");

  private final SharedParts parts = new SharedParts();

  @BeforeEach
  void removeWithEveryThirdRecord() {
    parts.decoder =
        record ->
            new Decoding.Relations(
                new RelationsEvent(EventMetadata.UNKNOWN, change(record), 0, false));
    parts.clock.advance(ofSeconds(100));
  }

  @Test
  void theFirstQueuedRemovalCountsAndNotTheAdditionsBeforeIt() {
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.driver.offer(List.of(written(0, 10), written(1, 20), written(2, 30), written(5, 60)));

    assertThat(lane.driver.backlog().oldestRemoval()).contains(ofSeconds(70));
    assertThat(lane.driver.backlog().queuedRecords()).isEqualTo(4);
  }

  @Test
  void withoutAQueuedRemovalThereIsNone() {
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.driver.offer(List.of(written(0, 10), written(1, 20)));

    assertThat(lane.driver.backlog().oldestRemoval()).contains(ZERO);
  }

  @Test
  void aRemovalInWorkComesBeforeThoseThatWait() {
    parts.sink = (change, fence, timeout) -> SharedParts.UNAVAILABLE;
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.driver.offer(List.of(written(2, 30), written(5, 60)));
    lane.commit();
    lane.run();
    parts.decoded.clear();

    assertThat(lane.driver.backlog().oldestRemoval()).contains(ofSeconds(70));
    assertThat(parts.decoded).as("nothing is looked for").isEmpty();
  }

  @Test
  void beforeThePositionIsKnownItIsNotKnown() {
    DrivenLane lane = new DrivenLane(parts);
    lane.run();

    assertThat(lane.driver.backlog().oldestRemoval()).isEqualTo(Optional.empty());
  }

  private static TupleChange change(SourceRecord record) {
    boolean removes = record.offset().value() % 3 == 2;
    return removes
        ? TupleChange.net(List.of(ANN), List.of())
        : TupleChange.net(List.of(), List.of(ANN));
  }

  /** Returns a record that was written some seconds after the clock began. */
  private static SourceRecord written(long offset, int seconds) {
    return new SourceRecord(
        SharedParts.P0,
        new Offset(offset),
        TestClock.START.plusSeconds(seconds).toEpochMilli(),
        null,
        new byte[] {'v'},
        List.of());
  }
}
