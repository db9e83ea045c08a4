package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.replay.HeapReplayTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;

/** A lane in a replay, which reads its log as often as it wants to. */
abstract class AsideReplayScript extends LetterLaneScript {
  private final HeapReplayTables tables = new HeapReplayTables(HeapReplayTables.DEFAULT_MAX_BYTES);
  private List<String> log = List.of();

  @BeforeEach
  final void batch() {
    batches(3);
  }

  final void policy(FailurePolicy policy) {
    settings = settings.withPolicies(FailurePolicies.all(policy));
    lane = new Lane(PARTITION, settings, now, Instant.EPOCH);
  }

  /**
   * Begins a replay of a log.
   *
   * @param end position behind the last record of the replay
   * @param aside number of records of it that were set aside before
   */
  final void replay(int end, int aside, String... values) {
    if (lane.ownership().fence() == null) {
      lane.fenceAttempted(acquired(), now, 0);
    }
    log = List.of(values);
    // A long replay of which only the first records matter here.
    TreeSet<Long> offsets =
        LongStream.range(0, aside)
            .mapToObj(it -> 1_000_000 + it)
            .collect(Collectors.toCollection(TreeSet::new));
    lane.positioned(
        new StartPosition(
            Optional.of(position(0)),
            true,
            Optional.empty(),
            Optional.of(new ReplayRange(position(0), position(end), offsets)),
            Optional.of("log"),
            position(0),
            Optional.empty(),
            OwnerNotes.NONE),
        now);
  }

  /** Goes on up to a call to the store, or anything else that is not done by itself. */
  final LaneAction goOn() throws Exception {
    return goOnUntil(action -> false);
  }

  /** Goes on up to the decoding of a record that is about to be applied. */
  final LaneAction.Decode goOnToDecoding() throws Exception {
    return (LaneAction.Decode)
        goOnUntil(action -> action instanceof LaneAction.Decode it && it.isTurn());
  }

  private LaneAction goOnUntil(Predicate<LaneAction> isEnd) throws Exception {
    while (true) {
      Optional<CommitPosition> seek = lane.wantedSeek();
      if (seek.isPresent()) {
        lane.replaying().sought();
        offerFrom(Math.toIntExact(seek.get().value()));
      }
      commit();
      LaneAction action = lane.next(now);
      if (isEnd.test(action)) {
        return action;
      } else if (action instanceof LaneAction.OpenReplay) {
        report(lane.replaying().opened(tables.open(PARTITION)));
      } else if (action instanceof LaneAction.EndReplay) {
        report(lane.replaying().ended());
      } else if (action instanceof LaneAction.Decode it) {
        report(lane.decoded(decode(it.record()), now, 0));
      } else if (action instanceof LaneAction.Pass) {
        report(lane.applying().passed(now, 0));
      } else if (action instanceof LaneAction.SendToDeadLetters it) {
        report(lane.applying().sentToDeadLetters(it.failure(), Optional.empty(), now, 0));
      } else if (lane.wantedSeek().isEmpty()) {
        return action;
      }
    }
  }

  private void offerFrom(int offset) {
    for (int i = offset; i < log.size(); i++) {
      lane.offer(record(i, log.get(i)));
    }
    lane.readTo(position(log.size()));
  }

  /** Goes on up to a call to the store, and returns its change. */
  final String call() throws Exception {
    LaneAction action = goOn();
    return action instanceof LaneAction.Apply it ? text(it.change()) : action.toString();
  }

  final void answer(Outcome outcome) {
    report(lane.applying().applied(outcome, now, 0));
  }

  /** Returns the offsets that the last commit names as set aside. */
  final List<Long> aside() {
    ReplayRange range = commits.get(commits.size() - 1).mark().replay().orElseThrow();
    return List.copyOf(range.aside());
  }
}
