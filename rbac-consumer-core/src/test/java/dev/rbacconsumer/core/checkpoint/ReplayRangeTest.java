package dev.rbacconsumer.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The records of a replay, and how another owner learns of them. */
final class ReplayRangeTest {
  private static final ReplayRange RANGE = ReplayRange.of(at(3), at(9));

  @Test
  void holdsNoOffsetWhereItEndsAtOrBeforeItsBegin() {
    assertThat(RANGE.isEmpty()).isFalse();
    assertThat(ReplayRange.of(at(8), at(9)).isEmpty()).isFalse();
    assertThat(ReplayRange.of(at(9), at(9)).isEmpty()).isTrue();
    assertThat(ReplayRange.of(at(10), at(9)).isEmpty()).isTrue();
  }

  @Test
  void endsFurtherOnButNeverEarlier() {
    assertThat(RANGE.without(4).to(at(10))).isEqualTo(ReplayRange.of(at(3), at(10)).without(4));
    assertThat(RANGE.to(at(8))).isEqualTo(RANGE);
    assertThat(RANGE.to(at(9))).isSameAs(RANGE);
  }

  @Test
  void beginsAtTheFirstRecordThatIsKeptButNeverEarlier() {
    assertThat(RANGE.without(4).keptFrom(at(5))).isEqualTo(ReplayRange.of(at(5), at(9)).without(4));
    assertThat(RANGE.keptFrom(at(2))).isEqualTo(RANGE);
    assertThat(RANGE.keptFrom(at(3))).isSameAs(RANGE);
  }

  @Test
  void theNextOwnerReadsItWithTheRecordsThatWereSetAside() {
    ReplayRange range = RANGE.without(7).without(4).without(7);

    assertThat(range.aside()).containsExactly(4L, 7L);
    assertThat(range.text()).isEqualTo(" replay=3-9 aside=4 aside=7");
    assertThat(readAgain(range)).contains(range);
    assertThat(readAgain(RANGE)).contains(RANGE);
  }

  @Test
  void asManyRecordsAsFitIntoACommitAreReadAgain() {
    String text =
        " replay=0-999"
            + LongStream.rangeClosed(1, ReplayRange.MAX_ASIDE + 1)
                .mapToObj(offset -> " aside=" + offset)
                .collect(Collectors.joining());

    assertThat(ReplayRange.parse(text).orElseThrow().aside())
        .hasSize(ReplayRange.MAX_ASIDE)
        .doesNotContain(ReplayRange.MAX_ASIDE + 1L);
  }

  @Test
  void aCommitOutsideAReplayNamesNone() {
    assertThat(ReplayRange.parse(" aside=4")).isEmpty();
    assertThat(ReplayRange.parse(" replay=3-x aside=4")).isEmpty();
  }

  private static Optional<ReplayRange> readAgain(ReplayRange range) {
    String metadata =
        new CommitMetadata(at(9), 10, Optional.of("topicid"))
            .with(Optional.of(at(2)), Optional.of(range), Optional.empty(), OwnerNotes.NONE)
            .text();
    return CommitMetadata.of(new Commit(at(7), metadata)).flatMap(CommitMetadata::replay);
  }

  private static CommitPosition at(long offset) {
    return new CommitPosition(offset);
  }
}
