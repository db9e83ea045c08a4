package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.message.RelationsEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last events of one partition, kept to recognise repeated ones. Holds some 150 bytes for each.
 * Not thread-safe.
 *
 * <p>A connector that loses its position emits its last events again, all of them, in their order.
 * To pass over some of them and apply others would be wrong: the addition of one may be applied
 * while the later removal is passed over. So the events that are held are always consecutive ones,
 * and the oldest of them is never passed over unless it is the first one of the log: those before
 * it may be about to be repeated, too, and are not recognised.
 */
public final class RecentEvents {
  private final Sha256 sha256 = new Sha256();
  private final Map<Hash128, Hash128> contents = new LinkedHashMap<>();
  private final int capacity;

  /** True if no event was before the oldest one. */
  private boolean complete;

  private boolean unique = true;

  /**
   * Creates a memory without events.
   *
   * @param capacity most events that are remembered; the oldest is forgotten for a new one. With 0,
   *     every event is new
   * @param isFirst whether the first event that is remembered will be the first one of the log
   */
  public RecentEvents(int capacity, boolean isFirst) {
    if (capacity < 0) {
      throw new IllegalArgumentException("remembered events: want >= 0, got " + capacity);
    }
    this.capacity = capacity;
    this.complete = isFirst;
  }

  /** Returns the fingerprint of an event; empty where the event has no id. */
  public Optional<EventFingerprint> fingerprint(RelationsEvent event) {
    return EventFingerprint.of(event, sha256);
  }

  /**
   * Returns whether an event is new, repeats another or reuses the id of another, and remembers a
   * new one.
   *
   * @return {@link Repetition#REPEATED} where it is to be passed over
   */
  public Repetition judge(EventFingerprint event) {
    if (!isOn()) {
      return Repetition.NEW;
    }
    Hash128 content = contents.get(event.id());
    if (content == null) {
      add(event);
      return Repetition.NEW;
    }
    if (!content.equals(event.content())) {
      giveUp();
      return Repetition.ID_REUSED;
    }
    if (!complete && event.id().equals(oldest())) {
      contents.remove(event.id());
      add(event);
      return Repetition.NEW;
    }
    return Repetition.REPEATED;
  }

  /**
   * Remembers an event of which it is not known whether another consumer has passed it over. Where
   * it repeats one that is remembered, all others are forgotten.
   */
  public Repetition observe(EventFingerprint event) {
    if (!isOn()) {
      return Repetition.NEW;
    }
    Hash128 content = contents.get(event.id());
    if (content != null && !content.equals(event.content())) {
      giveUp();
      return Repetition.ID_REUSED;
    }
    if (content != null) {
      forgetAll();
    }
    add(event);
    return content == null ? Repetition.NEW : Repetition.REPEATED;
  }

  /** Adds the events of another memory, which came after these, in their order. */
  public void append(RecentEvents later) {
    later.contents.forEach((id, content) -> add(new EventFingerprint(id, content)));
    unique &= later.unique;
  }

  /** Returns whether an event is the oldest one, and was not the first one of the log. */
  public boolean isOldestKnown(EventFingerprint event) {
    return !complete && !contents.isEmpty() && event.id().equals(oldest());
  }

  /** Returns whether the oldest event is forgotten for the next new one. */
  public boolean isFull() {
    return contents.size() >= capacity;
  }

  /** Forgets every event: it is not known which of those to come repeat one that was applied. */
  public void forgetAll() {
    contents.clear();
    complete = false;
  }

  /**
   * Returns whether ids of events can be relied on. Once one id was seen with two contents, they
   * never can again, and every event is new.
   */
  public boolean idsAreUnique() {
    return unique;
  }

  private boolean isOn() {
    return capacity > 0 && unique;
  }

  private void add(EventFingerprint event) {
    contents.put(event.id(), event.content());
    if (contents.size() > capacity) {
      Iterator<Hash128> ids = contents.keySet().iterator();
      ids.next();
      ids.remove();
      complete = false;
    }
  }

  private Hash128 oldest() {
    return contents.keySet().iterator().next();
  }

  private void giveUp() {
    unique = false;
    contents.clear();
  }

  /** The kinds of an event, compared with those that are remembered. */
  public enum Repetition {
    /** No event with this id is remembered, or it is not certain that it may be passed over. */
    NEW,
    /** The same event is remembered. */
    REPEATED,
    /** Another event with this id is remembered: ids are not unique. */
    ID_REUSED
  }
}
