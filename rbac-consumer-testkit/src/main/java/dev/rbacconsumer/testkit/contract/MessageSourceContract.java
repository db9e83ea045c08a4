package dev.rbacconsumer.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of every {@link MessageSource} with one member and one partition. Extend it, and
 * return a source over an empty partition whose group has no commit. Each test opens and closes the
 * source. It waits in real time, 30 seconds at most for each step, by polls of 100 ms.
 */
public abstract class MessageSourceContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Time in which nothing must be delivered. */
  private static final Duration QUIET = Duration.ofMillis(500);

  private static final CommitPosition BEGIN = new CommitPosition(0);

  private @Nullable SourceSession opened;

  /**
   * Returns the source, which is not open before a test. All calls within a test return the same
   * source.
   */
  protected abstract MessageSource source();

  /** Returns the partition that the source is assigned soon after it is opened. */
  protected abstract PartitionId partition();

  /** Appends so many records to the partition; their contents do not matter. */
  protected abstract void append(int records);

  /** Closes the source, also after a test that fails. */
  @AfterEach
  protected void closeSource() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  protected void partitionIsAssigned() throws Exception {
    SourceSession session = open();

    assertThat(session.assigned()).containsExactly(partition());
  }

  @Test
  protected void nothingIsDeliveredBeforeAPositionIsSet() throws Exception {
    append(2);
    SourceSession session = open();

    assertThat(session.offsetsDuring(QUIET)).isEmpty();
  }

  @Test
  protected void recordsAreDeliveredInOrderAndEachOnce() throws Exception {
    append(3);
    SourceSession session = reading(BEGIN);
    List<Long> read = new ArrayList<>(session.offsets(3));
    append(2);
    read.addAll(session.offsets(2));

    assertThat(read).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(session.offsetsDuring(QUIET)).isEmpty();
  }

  @Test
  protected void readingBeginsAtThePositionThatIsSet() throws Exception {
    append(5);
    SourceSession session = reading(new CommitPosition(3));

    assertThat(session.offsets(2)).containsExactly(3L, 4L);
  }

  @Test
  protected void recordsAreDeliveredAgainAfterASeekBack() throws Exception {
    append(3);
    SourceSession session = reading(BEGIN);
    session.offsets(3);

    source().seek(Map.of(partition(), new CommitPosition(1)));

    assertThat(session.offsets(2)).containsExactly(1L, 2L);
  }

  @Test
  protected void pausedPartitionDeliversNothingUntilItIsResumed() throws Exception {
    append(1);
    SourceSession session = reading(BEGIN);
    session.offsets(1);
    source().pause(Set.of(partition()));
    append(2);

    List<Long> whilePaused = session.offsetsDuring(QUIET);
    source().resume(Set.of(partition()));

    assertThat(whilePaused).isEmpty();
    assertThat(session.offsets(2)).containsExactly(1L, 2L);
  }

  @Test
  protected void positionIsBehindTheLastDeliveredRecord() throws Exception {
    append(3);
    SourceSession session = reading(new CommitPosition(1));
    session.offsets(2);

    assertThat(source().positions(Set.of(partition())))
        .containsEntry(partition(), new CommitPosition(3));
  }

  @Test
  protected void newGroupHasNoCommit() throws Exception {
    append(2);
    SourceSession session = open();

    CommittedState state = session.committedState();

    assertThat(state.committed()).isEmpty();
    assertThat(state.log().begin()).isEqualTo(BEGIN);
    assertThat(state.log().readable()).isEqualTo(new CommitPosition(2));
  }

  @Test
  protected void commitIsFoundWithItsMetadata() throws Exception {
    append(3);
    SourceSession session = reading(BEGIN);
    Commit commit = new Commit(new CommitPosition(2), "of the contract");

    source().commitNow(Map.of(partition(), commit), TIMEOUT);

    assertThat(session.committedState().committed()).contains(commit);
  }

  @Test
  protected void commitThatIsStartedIsFinishedByALaterPoll() throws Exception {
    append(3);
    SourceSession session = reading(BEGIN);
    Commit commit = Commit.of(new CommitPosition(3));
    List<Optional<SourceException>> finished = new ArrayList<>();

    source()
        .commitLater(
            Map.of(partition(), commit), failure -> finished.add(Optional.ofNullable(failure)));
    session.pollUntil(() -> !finished.isEmpty());

    assertThat(finished).containsExactly(Optional.empty());
    assertThat(session.committedState().committed()).contains(commit);
  }

  @Test
  protected void commitThatIsStartedIsFinishedByACommitThatWaits() throws Exception {
    append(3);
    SourceSession session = reading(BEGIN);
    List<Optional<SourceException>> finished = new ArrayList<>();
    source()
        .commitLater(
            Map.of(partition(), Commit.of(new CommitPosition(1))),
            failure -> finished.add(Optional.ofNullable(failure)));

    Commit last = Commit.of(new CommitPosition(2));
    source().commitNow(Map.of(partition(), last), TIMEOUT);
    session.pollUntil(() -> !finished.isEmpty());

    assertThat(finished).containsExactly(Optional.empty());
  }

  @Test
  protected void partitionIsRevokedWhenTheSourceIsClosed() throws Exception {
    SourceSession session = open();

    session.close();

    assertThat(session.revoked()).containsExactly(partition());
  }

  private SourceSession open() throws SourceException {
    SourceSession session = new SourceSession(source(), partition(), TIMEOUT);
    opened = session;
    session.open();
    return session;
  }

  private SourceSession reading(CommitPosition from) throws SourceException {
    SourceSession session = open();
    source().seek(Map.of(partition(), from));
    source().resume(Set.of(partition()));
    return session;
  }
}
