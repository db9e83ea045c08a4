package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.StoreMark;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;

/**
 * The next action of a lane. Its result is reported to the lane before the lane chooses another.
 */
sealed interface LaneAction {
  /** Take the lock of the partition. */
  record AcquireFence() implements LaneAction {}

  /** Write how far the store has seen the partition. */
  record WriteMark(Optional<StoreMark> expected, StoreMark mark, FenceToken fence)
      implements LaneAction {}

  /** Tell the lane that every record of a replay is settled. */
  record EndReplay() implements LaneAction {}

  /** Make an empty table for a replay. */
  record OpenReplay() implements LaneAction {}

  /**
   * Find out what the record asks for.
   *
   * @param isTurn whether its turn to be applied has come
   */
  record Decode(SourceRecord record, int attempt, boolean isTurn) implements LaneAction {}

  /**
   * Apply a change, of one record or of several, or a step of it.
   *
   * @param isLast whether the records are applied once this is
   */
  record Apply(TupleChange change, FenceToken fence, boolean isLast) implements LaneAction {}

  /** Hand on what is no change of relations. */
  record Handle(SourceRecord record, Decoding decoding) implements LaneAction {}

  /** Tell the lane that nothing needed to be done. */
  record Pass() implements LaneAction {}

  /** Set the record aside. */
  record SendToDeadLetters(SourceRecord record, Failure failure) implements LaneAction {}

  /** Ask again at this time of the monotonic clock, or after the next event. */
  record WaitUntil(long nanoTime) implements LaneAction {}

  /** Ask again after the next event. */
  record AwaitEvent() implements LaneAction {}

  /** Nothing more will come. */
  record End() implements LaneAction {}
}
