package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be applied ahead of a commit, and what each commit says of it. */
class WindowTest {
  private static final int RECORDS = 4;
  private static final long BYTES = 100;

  private final Window window = new Window(RECORDS, BYTES);

  @Test
  void nothingIsPermittedBeforeTheFirstCommit() {
    begin(position(7));

    assertThat(window.permits(record(7, "a"), 0)).isFalse();
  }

  @Test
  void aDurableCommitPermitsTheOffsetsBelowItsMark() {
    begin(position(7));

    Checkpoint checkpoint = commit(record(7, "a"));

    assertThat(checkpoint.position()).isEqualTo(position(7));
    assertThat(checkpoint.mark()).isEqualTo(mark(position(11), BYTES));
    assertThat(window.permits(record(10, "a"), 0)).isTrue();
    assertThat(window.permits(record(11, "a"), 0)).isFalse();
  }

  @Test
  void aDurableCommitPermitsNoMoreThanTheBytesBehindIt() {
    begin(position(0));
    commit(record(0, "a"));

    assertThat(window.permits(record(1, "a"), BYTES)).isTrue();
    assertThat(window.permits(record(1, "a"), BYTES + 1)).isFalse();

    settle(record(0, "x".repeat(30)));

    assertThat(window.permits(record(1, "a"), BYTES - 30)).isTrue();
    assertThat(window.permits(record(1, "a"), BYTES - 29)).isFalse();
  }

  @Test
  void bytesThatWereSettledWhenACommitWasMadeCountNoMoreOnceItIsDurable() {
    begin(position(0));
    commit(record(0, "a"));
    settle(record(0, "x".repeat(30)));
    Checkpoint second = window.open(record(1, "a")).orElseThrow();
    settle(record(1, "x".repeat(20)));

    window.acknowledged(second);

    assertThat(window.permits(record(2, "a"), BYTES - 20)).isTrue();
    assertThat(window.permits(record(2, "a"), BYTES - 19)).isFalse();
  }

  @Test
  void runsOutAtHalfOfItsOffsets() {
    begin(position(0));
    commit(record(0, "a"));
    settle(record(0, "a"));
    assertThat(window.isRunningOut()).isFalse();

    settle(record(1, "a"));

    assertThat(window.isRunningOut()).isTrue();
  }

  @Test
  void runsOutAtHalfOfItsBytes() {
    begin(position(0));
    commit(record(0, "a"));
    settle(record(0, "x".repeat(49)));
    assertThat(window.isRunningOut()).isFalse();

    begin(position(0));
    commit(record(0, "a"));
    settle(record(0, "x".repeat(50)));

    assertThat(window.isRunningOut()).isTrue();
  }

  @Test
  void neitherRunsOutNorCommitsWhereNoPositionIsKnown() {
    begin(null);

    assertThat(window.isRunningOut()).isFalse();
    assertThat(window.hasProgress()).isFalse();
    assertThat(window.open(null)).isEmpty();
    assertThat(window.close(false)).isEmpty();
  }

  @Test
  void whereNothingIsCommittedTheFirstRecordSaysWhereToBegin() {
    begin(null);

    Checkpoint checkpoint = commit(record(5, "a"));

    assertThat(checkpoint.position()).isEqualTo(position(5));
    assertThat(window.permits(record(5, "a"), 0)).isTrue();
  }

  @Test
  void aCommitThatWasMadeBeforeReadingBeganElsewherePermitsNothing() {
    begin(position(3));
    Checkpoint before = window.open(record(3, "a")).orElseThrow();
    begin(position(0));

    assertThat(window.acknowledged(before)).isFalse();

    assertThat(window.permits(record(0, "a"), 0)).isFalse();
  }

  @Test
  void aCommitPassesTheGapBeforeTheNextRecord() {
    begin(position(2));

    assertThat(window.open(record(50, "a")).orElseThrow().position()).isEqualTo(position(50));
    assertThat(window.open(null).orElseThrow().position()).isEqualTo(position(50));
  }

  @Test
  void aCommitThatPermitsNoMorePassesTheGapBeforeTheNextRecordToo() {
    begin(position(2));

    assertThat(window.pin(record(50, "a")).orElseThrow().position()).isEqualTo(position(50));
  }

  @Test
  void aCommitNamesItsLastRecordUntilThatIsDurable() {
    begin(position(2));
    assertThat(commit(record(2, "a")).newRecord()).isEmpty();
    settle(record(2, "a"));
    settle(record(3, "a"));

    Checkpoint failed = window.open(null).orElseThrow();
    Checkpoint repeated = commit(null);

    assertThat(failed.newRecord()).contains(record(3, "a").offset());
    assertThat(repeated.newRecord()).contains(record(3, "a").offset());
    assertThat(commit(null).newRecord()).isEmpty();
  }

  @Test
  void aCommitOfAGapNamesNoRecord() {
    begin(position(2));
    settle(record(2, "a"));
    commit(null);

    Checkpoint gap = commit(record(50, "a"));
    window.passTo(position(60));
    Checkpoint end = commit(null);

    assertThat(gap.position()).isEqualTo(position(50));
    assertThat(gap.newRecord()).isEmpty();
    assertThat(end.position()).isEqualTo(position(60));
    assertThat(end.newRecord()).isEmpty();
  }

  @Test
  void aRecordBeforeAGapIsNamedAndNotTheGap() {
    begin(position(2));
    settle(record(2, "a"));

    Checkpoint checkpoint = commit(record(50, "a"));

    assertThat(checkpoint.position()).isEqualTo(position(50));
    assertThat(checkpoint.newRecord()).contains(record(2, "a").offset());
  }

  @Test
  void aRecordOfAnEarlierReadingIsNotNamed() {
    begin(position(2));
    settle(record(2, "a"));
    begin(position(2));

    assertThat(window.open(record(2, "a")).orElseThrow().newRecord()).isEmpty();
  }

  @Test
  void aCommitNeverGoesBackToARecordThatIsReadAgain() {
    begin(position(9));

    assertThat(window.open(record(4, "a")).orElseThrow().position()).isEqualTo(position(9));
  }

  @Test
  void everyCommitCoversWhatWasHandedToTheStore() {
    begin(position(0));
    window.markSent(record(20, "a"));
    window.markSent(record(3, "a"));

    assertThat(window.open(null).orElseThrow().mark().through()).isEqualTo(position(21));
    settle(record(0, "a"));
    assertThat(window.close(false).orElseThrow().mark().through()).isEqualTo(position(21));
  }

  @Test
  void theLastCommitTakesBackWhatWasPermittedAndNotUsed() {
    begin(position(0));
    commit(record(0, "a"));

    Checkpoint last = window.close(false).orElseThrow();

    assertThat(last.position()).isEqualTo(position(0));
    assertThat(last.mark().through()).isEqualTo(position(0));
  }

  @Test
  void thereIsNoLastCommitWhereItWouldBeNoNews() {
    begin(position(6));

    assertThat(window.close(false)).isEmpty();
  }

  @Test
  void thereIsNoLastCommitWhereEverythingPermittedWasBegun() {
    begin(position(0));
    commit(record(0, "a"));
    window.markSent(record(3, "a"));

    assertThat(window.close(false)).isEmpty();
  }

  @Test
  void hasProgressFromTheFirstSettledRecordUntilItsCommitIsDurable() {
    begin(position(0));
    assertThat(window.hasProgress()).isFalse();

    settle(record(0, "a"));
    assertThat(window.hasProgress()).isTrue();
    commit(null);

    assertThat(window.hasProgress()).isFalse();
  }

  @Test
  void anAcknowledgementThatComesLateTakesNothingBack() {
    begin(position(0));
    Checkpoint early = window.open(record(0, "a")).orElseThrow();
    settle(record(0, "a"));
    commit(null);

    window.acknowledged(early);

    assertThat(window.hasProgress()).isFalse();
    assertThat(window.permits(record(4, "a"), 0)).isTrue();
  }

  @Test
  void anAcknowledgementOfTheSamePositionPermitsWhatItsMarkSays() {
    begin(position(0));

    window.acknowledged(
        new Checkpoint(position(0), mark(position(2), BYTES), 0, 1, Optional.empty()));

    assertThat(window.permits(record(1, "a"), 0)).isTrue();
    assertThat(window.permits(record(2, "a"), 0)).isFalse();
  }

  @Test
  void whatAnEarlierOwnerMayHaveAppliedStaysInTheMarkOfACommitThatIsMadeBefore() {
    Recovery range = new Recovery(position(2), position(8), 5 * BYTES, position(2));
    window.begin(
        StartPositions.at(Optional.of(position(2)), true, Optional.of(range), Optional.empty()));

    assertThat(window.close(true).orElseThrow().mark()).isEqualTo(mark(position(8), 5 * BYTES));
    assertThat(window.permits(record(2, "a"), 0)).isFalse();

    window.permitRecovery(record(4, "a"), 20);

    assertThat(window.permits(record(4, "a"), 0)).isTrue();
    assertThat(window.permits(record(5, "a"), 0)).as("too many bytes before it").isFalse();
  }

  @Test
  void whatAnEarlierOwnerMayHaveAppliedIsPermittedOnceMore() {
    begin(position(0));

    window.permitRecovery(record(8, "a"), 500);

    assertThat(window.permits(record(8, "a"), 500)).isTrue();
    assertThat(window.permits(record(9, "a"), 0)).isFalse();
    assertThat(window.permits(record(8, "a"), 501)).isFalse();
  }

  @Test
  void marksCoverTheBytesOfARecoveryUntilItIsSettled() {
    begin(position(0));
    window.permitRecovery(record(8, "a"), 500);
    assertThat(window.open(null).orElseThrow().mark().bytes()).isEqualTo(500);

    settle(record(0, "x".repeat(300)));
    assertThat(window.open(null).orElseThrow().mark().bytes()).isEqualTo(200);
    settle(record(1, "x".repeat(150)));

    assertThat(window.open(null).orElseThrow().mark().bytes()).isEqualTo(BYTES);
  }

  @Test
  void whatAHandlerDidIsDurableOnceItIsCommitted() {
    begin(position(0));
    assertThat(window.isHandledDurable()).isTrue();

    handle(record(0, "w"));
    assertThat(window.isHandledDurable()).isFalse();
    commit(null);

    assertThat(window.isHandledDurable()).isTrue();
  }

  @Test
  void whatAHandlerDidIsNotDurableWhereNothingIsCommitted() {
    begin(null);

    handle(record(0, "w"));

    assertThat(window.isHandledDurable()).isFalse();
  }

  @Test
  void whatTheStoreDidNeedNotBeDurableForAHandler() {
    begin(position(0));
    InFlightRecord stored = entry(record(0, "+a"));
    stored.stored();

    window.settle(stored);

    assertThat(window.isHandledDurable()).isTrue();
  }

  @Test
  void ownershipBeginsWithoutAnythingOfTheLast() {
    begin(position(0));
    commit(record(0, "a"));
    handle(record(0, "w"));
    window.markSent(record(9, "a"));

    begin(position(0));

    assertThat(window.permits(record(0, "a"), 0)).isFalse();
    assertThat(window.isHandledDurable()).isTrue();
    assertThat(window.hasProgress()).isFalse();
    Checkpoint first = commit(record(0, "a"));
    assertThat(first.settledBytes()).isZero();
    assertThat(first.mark()).isEqualTo(mark(position(RECORDS), BYTES));
  }

  private void begin(@Nullable CommitPosition committed) {
    window.begin(
        StartPositions.at(
            Optional.ofNullable(committed), committed != null, Optional.empty(), Optional.empty()));
  }

  private static CommitMetadata mark(CommitPosition through, long bytes) {
    return new CommitMetadata(through, bytes, Optional.empty());
  }

  /** Makes a commit, and makes it durable. */
  private Checkpoint commit(@Nullable SourceRecord next) {
    Checkpoint checkpoint = window.open(next).orElseThrow();
    window.acknowledged(checkpoint);
    return checkpoint;
  }

  private void settle(SourceRecord record) {
    window.settle(new InFlightRecord(record, 0));
  }

  private void handle(SourceRecord record) {
    InFlightRecord entry = entry(record);
    entry.stored();
    window.settle(entry);
  }

  private static InFlightRecord entry(SourceRecord record) {
    InFlightRecord entry = new InFlightRecord(record, 0);
    entry.decoded(decode(record));
    return entry;
  }
}
