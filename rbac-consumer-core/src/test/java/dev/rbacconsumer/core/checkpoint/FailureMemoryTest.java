package dev.rbacconsumer.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The history of the first record of a partition, over commits and owners. */
final class FailureMemoryTest {
  private static final Instant START = Instant.parse("2026-01-01T07:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final SourceRecord RECORD = FailureHistoryTest.record(7, "value");
  private static final Failure REFUSED =
      new Failure(FailureClass.REJECTED, "invalid_argument", "no such type");

  private final FailureMemory memory = new FailureMemory(100 * SECOND, START);

  @Test
  void eachFailedAttemptIsNewsUntilACommitNamesIt() {
    memory.begin(Optional.empty());
    assertThat(memory.isNews()).isFalse();

    memory.failed(RECORD, 101 * SECOND, 1, REFUSED);
    assertThat(memory.isNews()).isTrue();
    memory.committed(memory.current());
    assertThat(memory.isNews()).isFalse();

    memory.failed(RECORD, 101 * SECOND, 2, REFUSED);
    assertThat(memory.isNews()).isTrue();
    assertThat(memory.current().orElseThrow().attempts()).isEqualTo(2);
    assertThat(memory.current().orElseThrow().since()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void aRecordThatIsSettledLeavesNothing() {
    memory.begin(Optional.empty());
    memory.failed(RECORD, 101 * SECOND, 1, REFUSED);
    memory.ended();

    assertThat(memory.current()).isEmpty();
    assertThat(memory.isNews()).isFalse();
  }

  @Test
  void theNextOwnerTakesOverTheHistoryOfTheSameRecord() {
    memory.begin(Optional.empty());
    memory.failed(RECORD, 101 * SECOND, 14, REFUSED);
    FailureMemory next = new FailureMemory(5 * SECOND, START.plusSeconds(721));
    next.begin(memory.current());

    FailureHistory taken = next.takeOver(RECORD).orElseThrow();

    assertThat(taken.attempts()).isEqualTo(14);
    assertThat(next.since(taken, 5 * SECOND)).isEqualTo(Duration.ofMinutes(12));
    assertThat(next.isNews()).isFalse();
    assertThat(next.current()).contains(taken);
  }

  @Test
  void commitsBeforeTheFirstRecordIsReadKeepTheHistory() {
    memory.failed(RECORD, 101 * SECOND, 14, REFUSED);
    FailureMemory next = new FailureMemory(0, START);
    next.begin(memory.current());

    assertThat(next.current()).isEqualTo(memory.current());
  }

  @Test
  void theHistoryOfAnotherRecordIsForgotten() {
    memory.failed(RECORD, 101 * SECOND, 14, REFUSED);
    FailureMemory next = new FailureMemory(0, START);
    next.begin(memory.current());

    assertThat(next.takeOver(FailureHistoryTest.record(7, "another"))).isEmpty();
    assertThat(next.current()).isEmpty();
    assertThat(next.takeOver(RECORD)).isEmpty();
  }

  @Test
  void aFurtherFailureKeepsTheTimeOfTheFirstOneUnderAnEarlierOwner() {
    memory.failed(RECORD, 101 * SECOND, 14, REFUSED);
    FailureMemory next = new FailureMemory(5 * SECOND, START.plusSeconds(721));
    next.begin(memory.current());
    next.takeOver(RECORD);

    next.failed(RECORD, 6 * SECOND, 15, REFUSED);

    FailureHistory history = next.current().orElseThrow();
    assertThat(history.since()).isEqualTo(START.plusSeconds(1));
    assertThat(history.attempts()).isEqualTo(15);
    assertThat(history.isOf(RECORD)).isTrue();
    assertThat(next.isNews()).isTrue();
  }

  @Test
  void anotherRecordThatFailsBeginsAHistoryOfItsOwn() {
    SourceRecord second = FailureHistoryTest.record(8, "second");
    memory.failed(RECORD, 101 * SECOND, 14, REFUSED);

    memory.failed(second, 103 * SECOND, 1, REFUSED);

    FailureHistory history = memory.current().orElseThrow();
    assertThat(history.since()).isEqualTo(START.plusSeconds(3));
    assertThat(history.isOf(second)).isTrue();
  }

  @Test
  void aClockThatWasSetBackGivesNoNegativeTime() {
    memory.failed(RECORD, 101 * SECOND, 1, REFUSED);
    FailureMemory next = new FailureMemory(0, START.minusSeconds(60));

    assertThat(next.since(memory.current().orElseThrow(), 0)).isZero();
  }
}
