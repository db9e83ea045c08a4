package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink.Attempt;
import dev.rbacconsumer.core.port.RelationSink.FollowingChanges;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Supplies changes that follow one another, as scripted, and keeps the outcomes. */
final class ScriptedChanges implements FollowingChanges {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final FenceToken fence;
  private final Duration timeout;
  private final Queue<TupleChange> waiting = new ArrayDeque<>();
  private final List<Outcome.Applied> outcomes = new CopyOnWriteArrayList<>();
  private volatile Consumer<Outcome.Applied> onNext = outcome -> {};
  private volatile @Nullable Attempt current;
  private volatile Runnable onPrepare = () -> {};

  /**
   * @param timeout timeout of each attempt
   */
  ScriptedChanges(FenceToken fence, Duration timeout) {
    this.fence = fence;
    this.timeout = timeout;
  }

  /** Adds changes behind all others. */
  ScriptedChanges then(TupleChange... changes) {
    waiting.addAll(List.of(changes));
    return this;
  }

  /** Runs something at the beginning of each call of {@link #next}. */
  ScriptedChanges onNext(Consumer<Outcome.Applied> action) {
    onNext = action;
    return this;
  }

  /** Runs something in each call of {@link #prepare}. */
  ScriptedChanges onPrepare(Runnable action) {
    onPrepare = action;
    return this;
  }

  /** Returns an attempt at a change, which is begun next. */
  Attempt attempt(TupleChange change) {
    SourceRecord record = new SourceRecord(P0, new Offset(0), -1, null, null, List.of());
    Attempt attempt = new Attempt(change, fence, record, timeout);
    current = attempt;
    return attempt;
  }

  /** Begins with an attempt of another timeout, and returns it. */
  Attempt first(Attempt attempt) {
    current = attempt;
    return attempt;
  }

  /** Returns the outcomes that were taken. */
  List<Outcome.Applied> outcomes() {
    return outcomes;
  }

  @SuppressWarnings("ReferenceEquality")
  @Override
  public Optional<Attempt> next(Attempt applied, Outcome.Applied outcome) {
    if (applied != current) {
      throw new AssertionError("not the attempt that was begun last: " + applied);
    }
    outcomes.add(outcome);
    onNext.accept(outcome);
    return Optional.ofNullable(waiting.poll()).map(this::attempt);
  }

  @Override
  public boolean wantsPreparation() {
    return true;
  }

  @Override
  public boolean prepare() {
    onPrepare.run();
    return false;
  }
}
