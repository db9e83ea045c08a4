package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static dev.rbacconsumer.core.internal.lane.LaneScript.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.RecordQueue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which records an earlier owner may have applied, as the last commit says. */
class RecoveryTest {
  @Test
  void aMarkCanBeReadAsItWasWritten() {
    CommitMetadata mark = mark(12, 345);

    assertThat(mark.text()).isEqualTo("rbac-consumer/1 through=12 bytes=345");
    assertThat(CommitMetadata.of(new Commit(position(10), mark.text()))).contains(mark);
  }

  @Test
  void aMarkIsFoundBesideForeignTextAndBeforeMoreOfOurs() {
    String mark = mark(12, 345).text();

    assertThat(CommitMetadata.of(new Commit(position(10), "lag=3\n" + mark + " blocked=7")))
        .hasValueSatisfying(
            found -> {
              assertThat(found.through()).isEqualTo(position(12));
              assertThat(found.bytes()).isEqualTo(345);
              assertThat(found.notes().others()).isEqualTo("lag=3");
            });
    assertThat(CommitMetadata.of(new Commit(position(10), "x" + mark))).isEmpty();
    assertThat(CommitMetadata.of(new Commit(position(10), mark + "x"))).isEmpty();
  }

  @Test
  void aMarkThatNoOwnerCanHaveWrittenIsNone() {
    assertThat(through(10, 9)).isEmpty();
    assertThat(through(10, 10)).isPresent();
    assertThat(through(10, 10 + LaneSettings.MAX_WINDOW)).isPresent();
    assertThat(through(10, 11 + LaneSettings.MAX_WINDOW)).isEmpty();
  }

  @Test
  void thereIsNothingToRecoverWhereTheMarkPermittedNothing() {
    assertThat(recovery(4, 9)).isEmpty();
  }

  @Test
  void theRangeGoesFromTheCommitToTheMark() {
    assertThat(recovery(7, 9)).contains(new Recovery(position(4), position(7), 100, position(4)));
  }

  @Test
  void theRangeGoesNoFurtherThanTheLog() {
    assertThat(recovery(7, 6)).contains(new Recovery(position(4), position(6), 100, position(4)));
  }

  /** What an open transaction holds cannot have been applied, and is not delivered for now. */
  @Test
  void theRangeGoesNoFurtherThanWhatCanBeRead() {
    PartitionOffsets log =
        new PartitionOffsets(Optional.empty(), position(0), position(6), position(9));
    Commit commit = new Commit(position(4), mark(8, 100).text());

    assertThat(Recovery.of(new CommittedState(Optional.of(commit), log), position(4)))
        .contains(new Recovery(position(4), position(6), 100, position(4)));
  }

  @Test
  void isCompleteOnceItsEndIsRead() {
    RecordQueue queue = new RecordQueue(10, 1_000);
    queue.add(record(4, "a"));
    Recovery range = new Recovery(position(4), position(7), 100, position(4));

    assertThat(range.isComplete(queue)).isFalse();
    assertThat(range.readTo(position(6)).isComplete(queue)).isFalse();
    assertThat(range.readTo(position(7)).isComplete(queue)).isTrue();
  }

  @Test
  void isCompleteOnceARecordBehindItIsThere() {
    RecordQueue queue = new RecordQueue(10, 1_000);
    Recovery range = new Recovery(position(4), position(7), 100, position(4));
    queue.add(record(4, "a"));
    queue.add(record(7, "b"));

    assertThat(range.isComplete(queue)).isTrue();
    assertThat(range.records(queue)).containsExactly(record(4, "a"));
  }

  /** What there is to recover behind a commit of 4. */
  private static Optional<Recovery> recovery(long through, long end) {
    return Recovery.of(start(4, mark(through, 100).text(), end), position(4));
  }

  private static CommitMetadata mark(long through, long bytes) {
    return new CommitMetadata(position(through), bytes, Optional.empty());
  }

  private static Optional<CommitMetadata> through(long position, long through) {
    return CommitMetadata.of(new Commit(position(position), mark(through, 0).text()));
  }
}
