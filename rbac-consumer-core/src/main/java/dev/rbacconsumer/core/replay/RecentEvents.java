package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.message.RelationsEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last events of one partition that were applied, by which a repeated one is recognised. Holds
 * some 150 bytes for each. Not thread-safe.
 *
 * <p>An event whose effect the store has lost must not be in here when it is read again: begin a
 * replay with events from before its start, and none from its range.
 */
public final class RecentEvents {
  private final Sha256 sha256 = new Sha256();
  private final Map<Hash128, Hash128> contents = new LinkedHashMap<>();
  private final int capacity;
  private boolean unique = true;

  /**
   * Remembers no event yet.
   *
   * @param capacity most events that are remembered; the oldest is forgotten for a new one. With 0,
   *     every event is new
   */
  public RecentEvents(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("remembered events: want >= 0, got " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * Returns the fingerprint of an event. Empty where the event has no id or nothing is remembered:
   * such an event is new, and need not be remembered.
   */
  public Optional<EventFingerprint> fingerprint(RelationsEvent event) {
    return capacity == 0 || !unique ? Optional.empty() : EventFingerprint.of(event, sha256);
  }

  /** Says whether an event was applied before. */
  public Repetition classify(EventFingerprint event) {
    Hash128 applied = contents.get(event.id());
    if (applied == null) {
      return Repetition.NEW;
    }
    if (applied.equals(event.content())) {
      return Repetition.REPEATED;
    }
    giveUp();
    return Repetition.ID_REUSED;
  }

  /** Remembers an event that was applied. */
  public void remember(EventFingerprint event) {
    if (capacity == 0 || !unique) {
      return;
    }
    Hash128 applied = contents.putIfAbsent(event.id(), event.content());
    if (applied != null && !applied.equals(event.content())) {
      giveUp();
    } else if (contents.size() > capacity) {
      contents.remove(contents.keySet().iterator().next());
    }
  }

  /**
   * Whether ids of events can be relied on. Once one id was seen with two contents, they never can
   * again, and every event is new.
   */
  public boolean idsAreUnique() {
    return unique;
  }

  private void giveUp() {
    unique = false;
    contents.clear();
  }

  /** The kinds of an event, compared with those that were applied. */
  public enum Repetition {
    /** No event with this id is remembered. */
    NEW,
    /** The same event is remembered: it was applied already. */
    REPEATED,
    /** Another event with this id is remembered: ids are not unique. */
    ID_REUSED
  }
}
