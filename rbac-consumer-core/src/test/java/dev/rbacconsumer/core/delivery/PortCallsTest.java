package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SampleRecords.FAILURE;
import static dev.rbacconsumer.core.delivery.SampleRecords.LETTER;
import static dev.rbacconsumer.core.delivery.SampleRecords.PARKED;
import static dev.rbacconsumer.core.delivery.SampleRecords.REPLAYED;
import static dev.rbacconsumer.core.delivery.SampleRecords.WORKSPACE;
import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.position;
import static dev.rbacconsumer.core.delivery.SharedParts.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A port that throws has a defect: it is reported, and becomes a failure that is retried. */
final class PortCallsTest {
  private static final String PROBLEM =
      "defect in the adapter: java.lang.IllegalStateException: broken";
  private static final Outcome.RetryLater RETRY = new Outcome.RetryLater("internal_error", PROBLEM);
  private static final FenceToken FENCE = new FenceToken("lock", "token");
  private static final TupleChange CHANGE =
      TupleChange.net(List.of(), List.of(RelationTuple.parse("rbac/group:g#m@rbac/principal:p")));
  private final SharedParts parts = new SharedParts();

  @Test
  void sinkThatThrowsIsRetried() throws InterruptedException {
    parts.sink =
        (change, fence, timeout) -> {
          throw defect();
        };
    RecordContext first = new RecordContext(record(4));

    Outcome outcome =
        calls().apply(new LaneAction.Apply(CHANGE, FENCE, true, first), record(4), () -> {});

    assertThat(outcome).isEqualTo(RETRY);
    assertReported("relation sink", Optional.of(4L));
  }

  @Test
  void handlerThatThrowsIsRetried() throws InterruptedException {
    parts.workspaces =
        (event, timeout) -> {
          throw defect();
        };

    assertThat(calls().handle(new LaneAction.Handle(record(4), WORKSPACE))).isEqualTo(RETRY);
    assertReported("message handler", Optional.of(4L));
  }

  @Test
  void fenceAuthorityThatThrowsIsRetried() throws InterruptedException {
    parts.fences = new BrokenFences();

    assertThat(calls().acquireFence())
        .isEqualTo(new FenceOutcome.NotAcquired("internal_error", PROBLEM));
    assertReported("fence authority", Optional.empty());
  }

  @Test
  void markThatThrowsIsRetried() throws InterruptedException {
    parts.fences = new BrokenFences();

    assertThat(
            calls()
                .mark(new LaneAction.WriteMark(Optional.empty(), StoreMark.WITHOUT_MEMORY, FENCE)))
        .isEqualTo(RETRY);
    assertReported("fence authority", Optional.empty());
  }

  @Test
  void probeThatThrowsHasNoAnswer() throws InterruptedException {
    parts.sink = new SinkWithBrokenProbe();

    assertThat(calls().probe()).isFalse();
    assertReported("probe of the store", Optional.empty());
  }

  @Test
  void quarantineThatThrowsIsRetried() throws InterruptedException {
    QuarantineStore.Session broken = new BrokenSession();

    assertThat(calls().park(broken, PARKED)).contains(RETRY);
    assertThat(calls().release(broken, PARKED)).contains(RETRY);
    assertReported("quarantine", Optional.of(4L), Optional.of(4L));
  }

  @Test
  void quarantineThatCannotBeOpenedIsAFailureOfTheSource() {
    parts.quarantine =
        (partition, timeout) -> {
          throw defect();
        };

    assertThatThrownBy(() -> calls().openQuarantine())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(PROBLEM);
    assertReported("quarantine", Optional.empty());
  }

  @Test
  void quarantineIsClosedThoughThatFails() {
    OpenedQuarantine session = new BrokenSession();

    calls().close(session);

    assertThat(session.isOpen()).isFalse();
    assertReported("quarantine", Optional.empty());
  }

  @Test
  void placeForDeadLettersThatThrowsIsRetried() throws InterruptedException {
    parts.deadLetters =
        (letter, timeout) -> {
          throw defect();
        };
    DeadLetter letter = new DeadLetter(record(4), FAILURE, Instant.EPOCH, Optional.empty());

    assertThat(calls().keep(letter)).contains(RETRY);
    assertThat(calls().copy(letter)).contains(RETRY);
    assertReported("place for dead letters", Optional.of(4L), Optional.of(4L));
  }

  @Test
  void replayOfALetterThatThrowsIsRetried() throws InterruptedException {
    parts.sink =
        (change, fence, timeout) -> {
          throw defect();
        };

    assertThat(calls().applyLetter(letter(CHANGE), () -> {})).isEqualTo(RETRY);
    assertReported("relation sink", Optional.of(4L));
  }

  @Test
  void letterWithoutAChangeGoesToItsHandler() throws InterruptedException {
    parts.workspaces = (event, timeout) -> SharedParts.UNAVAILABLE;

    assertThat(calls().applyLetter(letter(TupleChange.net(List.of(), List.of())), () -> {}))
        .isEqualTo(SharedParts.UNAVAILABLE);
  }

  @Test
  void replaysThatThrowAreRetried() throws InterruptedException {
    parts.letterReplays = new BrokenReplays();

    assertThat(calls().keepReplay(REPLAYED)).contains(RETRY);
    assertThatThrownBy(
            () -> calls().readLog(new LaneAction.ScanLog(LETTER, P0, position(5), position(9))))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(PROBLEM);
    assertReported("replays of dead letters", Optional.of(4L), Optional.empty());
  }

  @Test
  void withoutADeadLetterTopicNoReplayIsKept() throws InterruptedException {
    assertThat(calls().keepReplay(REPLAYED))
        .hasValueSatisfying(problem -> assertThat(problem.reason()).isEqualTo("no_dead_letters"));
  }

  @Test
  void errorOfTheVirtualMachineIsThrownOn() {
    OutOfMemoryError full = new OutOfMemoryError("heap");
    parts.quarantine =
        (partition, timeout) -> {
          throw full;
        };

    assertThatThrownBy(() -> calls().openQuarantine()).isSameAs(full);
    assertThat(parts.events(PartitionEvent.PortFailed.class)).isEmpty();
  }

  private void assertReported(String port, Object... offsets) {
    List<PartitionEvent.PortFailed> failures = parts.events(PartitionEvent.PortFailed.class);
    assertThat(failures)
        .allSatisfy(
            failure -> {
              assertThat(failure.partition()).isEqualTo(P0);
              assertThat(failure.port()).isEqualTo(port);
              assertThat(failure.thrown()).hasMessage("broken");
            });
    assertThat(failures)
        .extracting(it -> it.record().map(record -> record.offset().value()))
        .isEqualTo(List.of(offsets));
  }

  private static IllegalStateException defect() {
    return new IllegalStateException("broken");
  }

  private PortCalls calls() {
    LaneContext context = parts.context();
    return new PortCalls(
        P0, context, new DecodeAhead(context.decoder(), (behind, most) -> List.of(), () -> 0));
  }

  private static LaneAction.ApplyLetter letter(TupleChange change) {
    return new LaneAction.ApplyLetter(LETTER, WORKSPACE, change, FENCE, true);
  }

  private static final class BrokenFences implements FenceAuthority {
    @Override
    public FenceOutcome acquire(String lockId, Duration timeout) {
      throw defect();
    }

    @Override
    public Outcome mark(
        Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout) {
      throw defect();
    }
  }

  private static final class SinkWithBrokenProbe implements RelationSink {
    @Override
    public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
      return SharedParts.APPLIED;
    }

    @Override
    public Optional<Probe> probe() {
      return Optional.of(
          timeout -> {
            throw defect();
          });
    }
  }

  private static final class BrokenSession extends OpenedQuarantine {
    @Override
    public Optional<Outcome.RetryLater> park(ParkedRecord parked, Duration timeout) {
      throw defect();
    }

    @Override
    public Optional<Outcome.RetryLater> release(ParkedRecord parked, Duration timeout) {
      throw defect();
    }

    @Override
    public void close() {
      super.close();
      throw defect();
    }
  }

  private static final class BrokenReplays implements LetterReplays {
    @Override
    public LogPart read(
        PartitionId partition, CommitPosition from, CommitPosition end, Duration timeout) {
      throw defect();
    }

    @Override
    public Optional<Outcome.RetryLater> keep(ReplayedLetter letter, Duration timeout) {
      throw defect();
    }
  }
}
