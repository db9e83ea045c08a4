package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.position;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** One lane, and a test in the place of the source thread. */
final class DrivenLane {
  final SharedParts parts;
  final LaneContext context;
  final LaneDriver driver;
  final NotedSleeper sleeper;
  final List<ActionReply> replies = new ArrayList<>();

  DrivenLane(SharedParts parts) {
    this(parts, P0);
  }

  DrivenLane(SharedParts parts, PartitionId partition) {
    this.parts = parts;
    this.context = parts.context();
    this.driver = new LaneDriver(partition, context);
    this.sleeper = parts.sleepers.get(parts.sleepers.size() - 1);
  }

  /** Runs the lane until it sleeps, or has ended. */
  void run() {
    boolean more = true;
    for (int i = 0; i < 100 && more && !sleeper.isAsleep(); i++) {
      more = driver.step();
    }
  }

  /** Acquires the fence, and begins at the first offset of the log. */
  void own() {
    run();
    driver.positioned(start(0));
    commit();
    run();
  }

  /** Passes records to the lane, and makes each commit that it needs. */
  void deliver(long... offsets) {
    offer(offsets);
    for (int i = 0; i < offsets.length + 1; i++) {
      commit();
      run();
    }
  }

  void offer(long... offsets) {
    driver.offer(LongStream.of(offsets).mapToObj(SharedParts::record).toList());
  }

  void commit() {
    driver.ask(Lane::checkpoint).ifPresent(driver::acknowledged);
  }

  /** Lets time pass, and ends the wait of the lane. */
  void advance(Duration duration) {
    parts.clock.advance(duration);
    sleeper.wake();
    run();
  }

  void request(OperatorAction action) {
    ActionRequest request = new ActionRequest(P0, action, "ann", "a test", parts.clock.now());
    long deadline = parts.clock.nanoTime() + Duration.ofSeconds(60).toNanos();
    driver.begin(new PendingAction(request, deadline, replies::add));
  }

  List<ActionReply.Code> codes() {
    return replies.stream().map(ActionReply::code).toList();
  }

  static StartPosition start(long offset) {
    return start(offset, Optional.empty(), Optional.empty(), OwnerNotes.NONE);
  }

  static StartPosition recovering(long from, long end) {
    Recovery range = new Recovery(position(from), position(end), 1000, position(from));
    return start(from, Optional.of(range), Optional.empty(), OwnerNotes.NONE);
  }

  static StartPosition replaying(long from, long end) {
    ReplayRange range = ReplayRange.of(position(from), position(end));
    return start(from, Optional.empty(), Optional.of(range), OwnerNotes.NONE);
  }

  static StartPosition start(
      long offset, Optional<Recovery> recovery, Optional<ReplayRange> replay, OwnerNotes notes) {
    CommitPosition from = position(offset);
    return new StartPosition(
        Optional.of(from), true, recovery, replay, Optional.empty(), from, Optional.empty(), notes);
  }
}
