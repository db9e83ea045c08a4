package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartPositionTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);

  @Test
  void aPositionThatSomeoneElseSetIsReported() {
    assertThat(news(start(4, "", 0, 9)))
        .contains(new PartitionEvent.PositionSetOutside(PARTITION, position(4)));
    assertThat(news(start(4, "rbac-consumer/1 through=4 bytes=0", 0, 9))).isEmpty();
  }

  @Test
  void foreignMetadataCountsAsNoneAndIsReported() {
    String foreign = "rbac-consumer/1 through=99999999 bytes=1";

    assertThat(news(start(0, foreign, 0, 9)))
        .contains(new PartitionEvent.MarkUnreadable(PARTITION, foreign));
    assertThat(StartPositions.of(start(0, foreign, 0, 9)).recovery()).isEmpty();
  }

  @Test
  void whatAnEarlierOwnerMayHaveAppliedIsFoldedFromTheFirstRecordThatIsLeft() {
    CommittedState start = start(2, "rbac-consumer/1 through=8 bytes=70", 5, 9);
    DataLoss loss = loss(DataLoss.Kind.BELOW_START);

    StartPosition earliest = past(loss, start, position(5));

    assertThat(earliest.recovery())
        .contains(new Recovery(position(5), position(8), 70, position(5)));
    assertThat(earliest.isDurable()).isFalse();
    assertThat(past(loss, start, position(9)).recovery()).isEmpty();
  }

  @Test
  void aMarkSaysNothingOfAnotherLog() {
    CommittedState start = start(2, "rbac-consumer/1 through=8 bytes=70 topic=old", 0, 9);

    StartPosition beginning = past(loss(DataLoss.Kind.RECREATED), start, position(0));

    assertThat(beginning.recovery()).isEmpty();
    assertThat(beginning.log()).contains("log");
  }

  @Test
  void aLogThatCannotBeDeterminedForNowIsTheOneOfTheCommit() {
    PartitionOffsets untold =
        new PartitionOffsets(Optional.empty(), position(0), position(9), position(9));
    String mark = "rbac-consumer/1 through=4 bytes=0 topic=known";

    StartPosition beginning =
        StartPositions.of(new CommittedState(Optional.of(new Commit(position(4), mark)), untold));

    assertThat(beginning.log()).contains("known");
  }

  private static List<DeliveryEvent> news(CommittedState start) {
    return StartPositions.check(start).news(PARTITION, StartPositions.of(start));
  }

  private static StartPosition past(DataLoss loss, CommittedState start, CommitPosition position) {
    return StartPositions.check(start).past(loss, position);
  }

  private static DataLoss loss(DataLoss.Kind kind) {
    return new DataLoss(kind, Optional.of(position(2)), position(5), position(9));
  }

  private static CommittedState start(long committed, String metadata, long begin, long end) {
    PartitionOffsets log =
        new PartitionOffsets(Optional.of("log"), position(begin), position(end), position(end));
    return new CommittedState(Optional.of(new Commit(position(committed), metadata)), log);
  }

  private static CommitPosition position(long value) {
    return new CommitPosition(value);
  }
}
