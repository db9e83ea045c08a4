package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.RelationSink.Attempt;
import dev.rbacconsumer.core.port.RelationSink.FollowingChanges;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies changes one after another in one call. Each next change is asked for by a thread of its
 * own, as with gRPC, for which the caller waits. The changes go to a sink that knows no chains.
 */
final class ChainingSink implements RelationSink {
  private final RelationSink sink;
  private final List<List<Long>> chains = new ArrayList<>();
  private Before beforeChange = record -> {};
  private Consumer<SourceRecord> afterAnswer = record -> {};
  private Call afterEnd = () -> {};
  private boolean preparing = true;
  private int longest = Integer.MAX_VALUE;

  ChainingSink(RelationSink sink) {
    this.sink = sink;
  }

  /** Runs something before each change. */
  void beforeChange(Before action) {
    beforeChange = action;
  }

  /** Runs something after each answer, before the next change is asked for. */
  void afterAnswer(Consumer<SourceRecord> action) {
    afterAnswer = action;
  }

  /** Runs something once there is no next change, before the call returns. */
  void afterEnd(Call action) {
    afterEnd = action;
  }

  /** Sets whether changes are prepared while one is applied. Default: yes. */
  void prepare(boolean prepared) {
    preparing = prepared;
  }

  /** Sets the most changes of one call, whose last outcome is left to the caller. */
  void longest(int changes) {
    longest = changes;
  }

  /** Returns the offsets of the records whose changes were begun, for each call. */
  List<List<Long>> chains() {
    return chains;
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    return sink.apply(change, fence, timeout);
  }

  @Override
  public Outcome applyAll(Attempt first, Runnable progress, FollowingChanges following)
      throws InterruptedException {
    List<Long> chain = new ArrayList<>();
    chains.add(chain);
    Attempt attempt = first;
    while (true) {
      chain.add(attempt.record().offset().value());
      beforeChange.run(attempt.record());
      Outcome outcome = sink.apply(attempt.change(), attempt.fence(), attempt.timeout());
      if (!(outcome instanceof Outcome.Applied applied) || chain.size() == longest) {
        return outcome;
      }
      boolean more = preparing;
      while (more) {
        more = following.prepare();
      }
      afterAnswer.accept(attempt.record());
      Optional<Attempt> next = next(following, attempt, applied);
      if (next.isEmpty()) {
        afterEnd.run();
        return outcome;
      }
      attempt = next.get();
    }
  }

  private static Optional<Attempt> next(
      FollowingChanges following, Attempt attempt, Outcome.Applied applied)
      throws InterruptedException {
    List<Optional<Attempt>> next = new ArrayList<>();
    Thread answering = new Thread(() -> next.add(following.next(attempt, applied)), "answering");
    answering.start();
    answering.join();
    return next.get(0);
  }

  /** Runs before a change. */
  interface Before {
    void run(SourceRecord record) throws InterruptedException;
  }

  /** What a test does in the middle of a call. */
  interface Call {
    void run() throws InterruptedException;
  }
}
