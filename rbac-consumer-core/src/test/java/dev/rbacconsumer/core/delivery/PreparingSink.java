package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Prepares what follows while each change is applied, and applies the changes of a chain one after
 * another.
 */
final class PreparingSink implements RelationSink {
  /** The offsets that were decoded before each answer. */
  final List<List<Long>> decodedByThen = new ArrayList<>();

  /** Whether a preparation was wanted before each answer. */
  final List<Boolean> wanted = new ArrayList<>();

  /** Number of tuples of each change, for each call. */
  final List<List<Integer>> calls = new ArrayList<>();

  /** What happens before each change is answered, in order. */
  final Queue<Runnable> whileApplied = new ArrayDeque<>();

  boolean prepares = true;
  Outcome answer = SharedParts.APPLIED;

  /** Most changes of one call, whose last outcome is left to the caller. */
  int longest = 1;

  private final SharedParts parts;

  PreparingSink(SharedParts parts) {
    this.parts = parts;
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
    calls.add(List.of(change.size()));
    runNext();
    return answer;
  }

  @Override
  public Outcome applyAll(Attempt first, Runnable progress, FollowingChanges following) {
    List<Integer> sizes = new ArrayList<>();
    calls.add(sizes);
    Optional<Attempt> attempt = Optional.of(first);
    for (int i = 1; ; i++) {
      sizes.add(attempt.get().change().size());
      runNext();
      wanted.add(following.wantsPreparation());
      boolean more = prepares;
      while (more) {
        more = following.prepare();
      }
      decodedByThen.add(List.copyOf(parts.decoded));
      if (i == longest || !(answer instanceof Outcome.Applied applied)) {
        return answer;
      }
      attempt = following.next(attempt.get(), applied);
      if (attempt.isEmpty()) {
        return answer;
      }
    }
  }

  private void runNext() {
    Runnable next = whileApplied.poll();
    if (next != null) {
      next.run();
    }
  }
}
