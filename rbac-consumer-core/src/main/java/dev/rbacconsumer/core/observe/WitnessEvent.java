package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Duration;
import java.util.function.Function;

/** Something that concerns the mark in the store, a replay, or a repeated event. */
public sealed interface WitnessEvent {
  /**
   * The store holds the lock and no mark, as another consumer leaves it; it is marked now.
   *
   * @param position of the new mark
   */
  record MarkAdopted(CommitPosition position) implements WitnessEvent {}

  /**
   * The store could not be marked.
   *
   * @param reason stable word for a metric label
   * @param message one sentence
   * @param attempt which attempt failed, from 1
   * @param delay wait before the next one
   * @param blocks whether nothing is applied before the store is marked, since it has no mark that
   *     can be relied on
   */
  record MarkFailed(String reason, String message, int attempt, Duration delay, boolean blocks)
      implements WitnessEvent {}

  /**
   * The store was marked after attempts that failed.
   *
   * @param attempts how many it took, at least 2
   */
  record MarkWritten(int attempts) implements WitnessEvent {}

  /**
   * Records that the store may have seen before are replayed by last word.
   *
   * @param from position of the first of them
   * @param end position behind the last of them
   */
  record ReplayStarted(CommitPosition from, CommitPosition end) implements WitnessEvent {}

  /**
   * A replay cannot go on for now; its first pass begins again later.
   *
   * @param message one sentence that says which setting to change
   * @param attempt which attempt failed, from 1
   * @param delay wait before the next one
   */
  record ReplayBlocked(String message, int attempt, Duration delay) implements WitnessEvent {}

  /**
   * Every record of a replay is settled.
   *
   * @param end position behind the last of them
   * @param tuples number of different tuples that they name
   * @param overridden number of operations that were left out because a later record overrides them
   */
  record ReplayEnded(CommitPosition end, long tuples, long overridden) implements WitnessEvent {}

  /**
   * A record was passed over: it repeats an event that was applied before.
   *
   * @param metadata what is known about the event
   */
  record EventRepeated(EventMetadata metadata) implements WitnessEvent {}

  /**
   * Two events of the topic have one id and different contents, so no event is passed over any more
   * because of its id.
   *
   * @param metadata what is known about the second event
   */
  record IdsNotUnique(EventMetadata metadata) implements WitnessEvent {}

  /** Tells the variants apart. */
  default <R> R match(
      Function<MarkAdopted, R> markAdopted,
      Function<MarkFailed, R> markFailed,
      Function<MarkWritten, R> markWritten,
      Function<ReplayStarted, R> replayStarted,
      Function<ReplayBlocked, R> replayBlocked,
      Function<ReplayEnded, R> replayEnded,
      Function<EventRepeated, R> eventRepeated,
      Function<IdsNotUnique, R> idsNotUnique) {
    if (this instanceof MarkAdopted it) {
      return markAdopted.apply(it);
    } else if (this instanceof MarkFailed it) {
      return markFailed.apply(it);
    } else if (this instanceof MarkWritten it) {
      return markWritten.apply(it);
    } else if (this instanceof ReplayStarted it) {
      return replayStarted.apply(it);
    } else if (this instanceof ReplayBlocked it) {
      return replayBlocked.apply(it);
    } else if (this instanceof ReplayEnded it) {
      return replayEnded.apply(it);
    } else if (this instanceof EventRepeated it) {
      return eventRepeated.apply(it);
    }
    return idsNotUnique.apply((IdsNotUnique) this);
  }
}
