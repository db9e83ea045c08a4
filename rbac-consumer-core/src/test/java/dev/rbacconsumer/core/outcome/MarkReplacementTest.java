package dev.rbacconsumer.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkReplacementTest {
  private static final Optional<String> LOG = Optional.of("log1");
  private static final StoreMark OLD = mark(LOG, 100);
  private static final StoreMark NEW = mark(LOG, 200);
  private static final StoreMark UNDECIDED = StoreMark.WITHOUT_MEMORY;
  private static final StoreMark OTHER_LOG = mark(Optional.of("log0"), 900);

  private static final MarkReplacement SET_BACK = new MarkReplacement(true, false, List.of());

  @Test
  void theFirstMarkIsWritten() {
    assertThat(replace(Optional.empty(), NEW)).isEqualTo(write());
  }

  @Test
  void theMarkBeforeIsRemovedAfterTheNewOneIsWritten() {
    assertThat(replace(Optional.of(OLD), NEW, OLD)).isEqualTo(write(OLD.text()));
  }

  @Test
  void aMarkThatIsAlreadyTheOnlyOneNeedsNothing() {
    assertThat(replace(Optional.of(NEW), NEW, NEW))
        .isEqualTo(new MarkReplacement(false, false, List.of()));
  }

  @Test
  void aMarkThatIsThereIsNotWrittenAgainBeforeOthersAreRemoved() {
    assertThat(replace(Optional.of(OLD), NEW, NEW, OLD))
        .isEqualTo(new MarkReplacement(false, false, List.of(OLD.text())));
  }

  @Test
  void everyOtherMarkIsRemovedWhateverItSays() {
    List<String> present = List.of("no mark", OLD.text(), OTHER_LOG.text());

    assertThat(MarkReplacement.of(Optional.of(OLD), NEW, present))
        .isEqualTo(new MarkReplacement(false, true, present));
  }

  @Test
  void withoutTheExpectedMarkTheStoreWasSetBack() {
    assertThat(replace(Optional.of(OLD), NEW)).isEqualTo(SET_BACK);
    assertThat(replace(Optional.of(OLD), NEW, mark(LOG, 99))).isEqualTo(SET_BACK);
    assertThat(replace(Optional.of(OLD), NEW, UNDECIDED)).isEqualTo(SET_BACK);
    assertThat(replace(Optional.of(OLD), NEW, OTHER_LOG)).isEqualTo(SET_BACK);
    assertThat(MarkReplacement.of(Optional.of(OLD), NEW, List.of("no mark"))).isEqualTo(SET_BACK);
  }

  @Test
  void anEarlierAttemptWhoseAnswerWasLostIsNoSetBack() {
    StoreMark written = mark(LOG, 150);

    assertThat(replace(Optional.of(OLD), NEW, written)).isEqualTo(write(written.text()));
    assertThat(replace(Optional.of(UNDECIDED), NEW, written)).isEqualTo(write(written.text()));
    assertThat(replace(Optional.of(OTHER_LOG), NEW, written)).isEqualTo(write(written.text()));
  }

  @Test
  void whereNoMarkIsExpectedAnyMarkIsReplaced() {
    assertThat(replace(Optional.empty(), NEW, OLD)).isEqualTo(write(OLD.text()));
  }

  private static MarkReplacement write(String... surplus) {
    return new MarkReplacement(false, true, List.of(surplus));
  }

  private static MarkReplacement replace(
      Optional<StoreMark> expected, StoreMark mark, StoreMark... present) {
    return MarkReplacement.of(
        expected, mark, List.of(present).stream().map(StoreMark::text).toList());
  }

  private static StoreMark mark(Optional<String> log, long seen) {
    return StoreMark.of(log, new CommitPosition(seen));
  }
}
