package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.replay.EventFingerprint;
import dev.rbacconsumer.core.replay.RecentEvents;
import java.util.Optional;
import java.util.function.Function;

/**
 * Recognises events of one partition that the connector emits again. Where records may have been
 * applied by another owner or another program (behind the commit, in a recovery, in a replay), no
 * event is passed over: it is not known whether the other one did.
 */
final class RepeatedEvents {
  private final int capacity;
  private RecentEvents recent;

  /**
   * @param capacity number of events that are remembered, at least 0
   */
  RepeatedEvents(int capacity) {
    this.capacity = capacity;
    this.recent = new RecentEvents(capacity, false);
  }

  /**
   * Forgets every event when reading begins at a position.
   *
   * @param isFirst whether no record was ever before those that are read now
   */
  private void clear(boolean isFirst) {
    if (recent.idsAreUnique()) {
      recent = new RecentEvents(capacity, isFirst);
    }
  }

  /**
   * Forgets every event, and returns a scan that remembers the last events before a position.
   *
   * @param position of the first record that is applied
   * @param logBegin position of the first record that the log holds
   * @return the scan of the records before the position, which may be empty
   */
  Scan refill(CommitPosition position, CommitPosition logBegin) {
    long from = isOn() ? Math.max(logBegin.value(), position.value() - capacity) : position.value();
    clear(from == 0);
    return new Scan(
        new CommitPosition(Math.min(from, position.value())),
        position,
        (record, decoding) -> observe(decoding),
        () -> {});
  }

  /** Remembers an event that may have been applied, or passed over as a repeated one, elsewhere. */
  RecentEvents.Repetition observe(Decoding decoding) {
    return compare(decoding, event -> recent.observe(event));
  }

  /** Compares an event that is about to be applied with those remembered, and remembers it. */
  RecentEvents.Repetition judge(Decoding decoding) {
    return compare(decoding, event -> recent.judge(event));
  }

  private RecentEvents.Repetition compare(
      Decoding decoding, Function<EventFingerprint, RecentEvents.Repetition> comparison) {
    if (!isOn() || !(decoding instanceof Decoding.Relations relations)) {
      return RecentEvents.Repetition.NEW;
    }
    Optional<EventFingerprint> event = recent.fingerprint(relations.event());
    if (event.isEmpty()) {
      recent.forgetAll();
      return RecentEvents.Repetition.NEW;
    }
    return comparison.apply(event.get());
  }

  private boolean isOn() {
    return capacity > 0 && recent.idsAreUnique();
  }

  /**
   * Forgets every event after a record was set aside: a later event may repeat one that was not
   * applied.
   */
  void setAside() {
    recent.forgetAll();
  }
}
