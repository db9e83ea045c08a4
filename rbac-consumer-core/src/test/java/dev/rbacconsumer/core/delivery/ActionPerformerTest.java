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

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A lane declares what its thread does and how long that may take, so that a call which hangs is
 * found; and it has one open quarantine at most.
 */
final class ActionPerformerTest {
  private static final Duration TIME = Duration.ofSeconds(90);
  private static final FenceToken FENCE = new FenceToken("lock", "token");
  private static final TupleChange NOTHING = TupleChange.net(List.of(), List.of());
  private static final ActionRequest REQUEST =
      new ActionRequest(P0, new OperatorAction.Pause(), "ann", "a test", Instant.EPOCH);

  private final SharedParts parts = new SharedParts();
  private final ThreadActivity activity = new ThreadActivity("before", -1);
  private final List<String> sessions = new ArrayList<>();

  static List<LaneAction> calls() {
    return List.of(
        new LaneAction.AcquireFence(),
        new LaneAction.WriteMark(Optional.empty(), StoreMark.WITHOUT_MEMORY, FENCE),
        new LaneAction.Handle(record(4), WORKSPACE),
        new LaneAction.SendToDeadLetters(record(4), FAILURE),
        new LaneAction.SetAside(record(4), FAILURE, REQUEST),
        new LaneAction.OpenQuarantine(),
        new LaneAction.Park(
            record(4),
            WORKSPACE,
            Optional.empty(),
            Optional.of(FAILURE),
            Optional.empty(),
            Optional.empty()),
        new LaneAction.Release(PARKED, Optional.empty()),
        new LaneAction.Release(PARKED, Optional.of(REQUEST)),
        new LaneAction.ScanLog(LETTER, P0, position(5), position(9)),
        new LaneAction.ApplyLetter(LETTER, WORKSPACE, NOTHING, FENCE, false),
        new LaneAction.KeepReplay(REPLAYED),
        new LaneAction.ProbeStore());
  }

  static List<LaneAction> work() {
    return List.of(
        new LaneAction.OpenReplay(),
        new LaneAction.EndReplay(),
        new LaneAction.Decode(record(4), 1, true, false),
        new LaneAction.ConfirmQuarantine(),
        new LaneAction.DecodeLetter(LETTER));
  }

  @BeforeEach
  void letTimePass() {
    parts.clock.advance(TIME);
    parts.quarantine = (partition, timeout) -> new NotedSession(sessions.size());
    parts.sink = new SinkWithProbe();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callMayTakeAsLongAsAnAttempt(LaneAction action) throws InterruptedException {
    ActionPerformer performer = performerWithAnOpenQuarantine();

    action.accept(performer);

    long due = parts.clock.nanoTime() + parts.settings.attemptTimeout().toNanos();
    assertThat(activity.step()).isEqualTo(new ThreadActivity.Step("in a call", due));
  }

  @ParameterizedTest
  @MethodSource("work")
  void workWithoutACallShouldEndAtOnce(LaneAction action) throws InterruptedException {
    ActionPerformer performer = performerWithAnOpenQuarantine();

    action.accept(performer);

    assertThat(activity.step())
        .isEqualTo(new ThreadActivity.Step("at work", parts.clock.nanoTime()));
  }

  @Test
  void quarantineIsClosedBeforeItIsOpenedAgainAndAtTheEnd() throws InterruptedException {
    ActionPerformer performer = performer(parts.context());

    new LaneAction.OpenQuarantine().accept(performer);
    new LaneAction.OpenQuarantine().accept(performer);
    performer.close();
    performer.close();

    assertThat(sessions).containsExactly("opened 0", "closed 0", "opened 2", "closed 2");
  }

  @Test
  void nothingIsParkedWithoutAnOpenQuarantine() {
    ActionPerformer performer = performer(parts.context());

    assertThatThrownBy(() -> new LaneAction.Release(PARKED, Optional.empty()).accept(performer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("outbox-0: the quarantine is not open");
  }

  private ActionPerformer performerWithAnOpenQuarantine() throws InterruptedException {
    ActionPerformer performer = performer(parts.context());
    new LaneAction.OpenQuarantine().accept(performer);
    activity.begins("before", -1);
    return performer;
  }

  private ActionPerformer performer(LaneContext context) {
    return new ActionPerformer(
        P0,
        context,
        new NotedSleeper(),
        activity,
        new DecodeAhead(context.decoder(), (behind, most) -> List.of(), () -> 0),
        new NoDriver(),
        List::of);
  }

  private static final class SinkWithProbe implements RelationSink {
    @Override
    public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
      return SharedParts.APPLIED;
    }

    @Override
    public Optional<Probe> probe() {
      return Optional.of(timeout -> true);
    }
  }

  private final class NotedSession extends OpenedQuarantine {
    private final int number;

    NotedSession(int number) {
      this.number = number;
      sessions.add("opened " + number);
    }

    @Override
    public void close() {
      sessions.add("closed " + number);
    }
  }

  /** A driver of a lane whose actions are no changes of tuples. */
  private static final class NoDriver implements ApplyChain.Driver {
    @Override
    public LaneAction decide() {
      throw new AssertionError("no chain of changes");
    }

    @Override
    public void begins(LaneAction action) {
      throw new AssertionError("no chain of changes");
    }

    @Override
    public ActionResult result(ApplyChain.Performance performance) {
      throw new AssertionError("no chain of changes");
    }

    @Override
    public void perform(ApplyChain.Performance performance) {
      throw new AssertionError("no chain of changes");
    }

    @Override
    public void leave(LaneAction action) {
      throw new AssertionError("no chain of changes");
    }

    @Override
    public boolean isReplaying() {
      return false;
    }

    @Override
    public void fail(Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }
}
