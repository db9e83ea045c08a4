package dev.rbacconsumer.core.letter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far the replay of a dead letter has come. */
class LetterProgressTest {
  private static final RelationTuple A = tuple("a");
  private static final RelationTuple B = tuple("b");
  private static final SourceRecord RECORD =
      new SourceRecord(new PartitionId("outbox", 0), new Offset(3), -1, null, null, List.of());

  private final LetterProgress progress =
      new LetterProgress(
          new OperatorAction.ReplayLetter(
              new LetterId(new PartitionId("dead-letters", 0), new Offset(0)), RECORD, Set.of()));

  @Test
  void onlyThePartBehindWhichNothingIsLeftIsTheLastOne() {
    decode(List.of(A), List.of(B));
    progress.begin(Set.of());
    ChangeSteps steps = new ChangeSteps(1, 1);

    TupleChange first = progress.next(steps);
    assertThat(first).isEqualTo(TupleChange.net(List.of(A), List.of()));
    assertThat(progress.isLast(first)).isFalse();

    progress.confirmed(first);
    TupleChange second = progress.next(steps);
    assertThat(second).isEqualTo(TupleChange.net(List.of(), List.of(B)));
    assertThat(progress.isLast(second)).isTrue();
    assertThat(progress.isSettled()).isFalse();

    progress.confirmed(second);
    assertThat(progress.isSettled()).isTrue();
    assertThat(progress.applied()).isEqualTo(2);
  }

  @Test
  void aScanCountsForTheRecordsThatWereParkedWhenItBegan() {
    progress.decoded(decoding(List.of(), List.of(A)), Set.of(new Offset(5)));

    assertThat(progress.isScannedWithout(Set.of(new Offset(5)))).isTrue();
    assertThat(progress.isScannedWithout(Set.of())).as("one was released").isFalse();
    assertThat(progress.isScannedWithout(Set.of(new Offset(5), new Offset(7))))
        .as("one was parked")
        .isFalse();
  }

  @Test
  void aPartOfTheLogThatEndsEarlierTakesNoPositionBack() {
    decode(List.of(), List.of(A));
    assertThat(progress.scannedTo()).isEqualTo(new CommitPosition(4));

    progress.scanned(part(7));
    progress.scanned(part(5));

    assertThat(progress.scannedTo()).isEqualTo(new CommitPosition(7));
  }

  private static ScannedPart part(long readTo) {
    return new ScannedPart(List.of(), new CommitPosition(readTo), new CommitPosition(0));
  }

  private void decode(List<RelationTuple> removed, List<RelationTuple> added) {
    progress.decoded(decoding(removed, added), Set.of());
  }

  private static Decoding decoding(List<RelationTuple> removed, List<RelationTuple> added) {
    return new Decoding.Relations(
        new RelationsEvent(EventMetadata.UNKNOWN, TupleChange.net(removed, added), 0, false));
  }

  private static RelationTuple tuple(String id) {
    return RelationTuple.parse("rbac/group:" + id + "#member@rbac/principal:ann");
  }
}
