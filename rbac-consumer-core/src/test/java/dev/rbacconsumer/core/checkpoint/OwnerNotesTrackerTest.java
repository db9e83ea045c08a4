package dev.rbacconsumer.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the commits of one owner say beside the position, and when that is news. */
final class OwnerNotesTrackerTest {
  private static final Instant START = Instant.parse("2026-01-01T07:00:00Z");
  private static final CommitPosition POSITION = new CommitPosition(7);
  private static final Optional<String> OURS = Optional.of("http://ours:9000");
  private static final Optional<String> THEIRS = Optional.of("http://theirs:9000");
  private static final Optional<OperatorPause> PAUSE =
      Optional.of(new OperatorPause("ann", "repair", START));

  private final FailureMemory failures = new FailureMemory(0, START);
  private final OwnerNotesTracker notes = new OwnerNotesTracker(failures, Optional.empty());

  @Test
  void anOwnerWithoutAnAddressHasNothingToSayUntilSomethingHappens() {
    notes.begin(OwnerNotes.NONE, POSITION);
    assertThat(notes.isNews()).isFalse();

    notes.begin(OwnerNotes.NONE.withAdminUrl(THEIRS), POSITION);
    assertThat(notes.isNews()).isFalse();
    assertThat(notes.current().adminUrl()).isEmpty();
  }

  @Test
  void theAddressOfAnOwnerIsNewsUntilACommitSaysIt() {
    OwnerNotesTracker published = new OwnerNotesTracker(failures, OURS);
    published.begin(OwnerNotes.NONE, POSITION);
    assertThat(published.isNews()).isTrue();

    published.committed(published.current());

    assertThat(published.isNews()).isFalse();
  }

  @Test
  void theAddressOfAnOwnerIsNewsAfterAnotherOwnersAndNotAfterItsOwn() {
    OwnerNotesTracker published = new OwnerNotesTracker(failures, OURS);

    published.begin(OwnerNotes.NONE.withAdminUrl(THEIRS), POSITION);
    assertThat(published.isNews()).isTrue();

    published.begin(OwnerNotes.NONE.withAdminUrl(OURS), POSITION);
    assertThat(published.isNews()).isFalse();
  }

  @Test
  void aPauseIsNewsUntilACommitSaysIt() {
    notes.begin(OwnerNotes.NONE, POSITION);
    notes.setPaused(PAUSE);
    assertThat(notes.isNews()).isTrue();
    assertThat(notes.isPauseNews()).isTrue();
    assertThat(notes.current().paused()).isEqualTo(PAUSE);

    notes.committed(notes.current());

    assertThat(notes.isNews()).isFalse();
    assertThat(notes.isPauseNews()).isFalse();
    assertThat(notes.paused()).isEqualTo(PAUSE);
  }

  @Test
  void aCommitFromBeforeAPauseLeavesItNews() {
    notes.begin(OwnerNotes.NONE, POSITION);
    OwnerNotes before = notes.current();
    notes.setPaused(PAUSE);

    notes.committed(before);

    assertThat(notes.isPauseNews()).isTrue();
    assertThat(notes.isNews()).isTrue();
  }

  @Test
  void aCommitWithoutAChangeOfThePauseMakesItNoNews() {
    notes.begin(OwnerNotes.NONE.withPaused(PAUSE), POSITION);

    notes.committed(OwnerNotes.NONE);

    assertThat(notes.isPauseNews()).isFalse();
    assertThat(notes.paused()).isEqualTo(PAUSE);
  }

  @Test
  void thePauseOfAnEarlierOwnerGoesOnUnlessAnOperatorHasJustSaidOtherwise() {
    notes.begin(OwnerNotes.NONE.withPaused(PAUSE), POSITION);
    assertThat(notes.paused()).isEqualTo(PAUSE);
    assertThat(notes.isNews()).isFalse();

    notes.setPaused(Optional.empty());
    notes.begin(OwnerNotes.NONE.withPaused(PAUSE), POSITION);

    assertThat(notes.paused()).isEmpty();
    assertThat(notes.isNews()).isTrue();
  }

  @Test
  void aFailureOfTheFirstRecordIsNewsUntilACommitSaysIt() {
    notes.begin(OwnerNotes.NONE, POSITION);
    failures.failed(
        FailureHistoryTest.record(7, "value"),
        1,
        1,
        new Failure(FailureClass.REJECTED, "invalid_argument", "no such type"));
    assertThat(notes.isNews()).isTrue();

    notes.committed(notes.current());

    assertThat(notes.isNews()).isFalse();
  }

  @Test
  void itsPositionAndTheTextOfOthersAreKnownOnceItHasBegun() {
    assertThat(notes.hasBegun()).isFalse();

    notes.begin(new OwnerNotes(Optional.empty(), Optional.empty(), THEIRS, "lag=3"), POSITION);

    assertThat(notes.hasBegun()).isTrue();
    assertThat(notes.from()).isEqualTo(POSITION);
    assertThat(notes.current().others()).isEqualTo("lag=3");
  }
}
