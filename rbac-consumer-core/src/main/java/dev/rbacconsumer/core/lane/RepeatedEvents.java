package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.replay.EventFingerprint;
import dev.rbacconsumer.core.replay.EventIds;
import dev.rbacconsumer.core.replay.RecentEvents;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recognises events of one partition that the connector emits again. Where records may have been
 * applied by another owner or another program (behind the commit, in a recovery, in a replay), no
 * event is passed over: it is not known whether the other one did.
 *
 * <p>Of the events before the start position, only the ids are read at first, which takes no
 * decoding: nearly always the next events have other ids. The first event with one of these ids is
 * held back until the events before it have been decoded ({@link #before}).
 */
final class RepeatedEvents {
  private final int capacity;
  private RecentEvents recent;

  /** Ids of the last events while no more is known of them; null once they are decoded. */
  private @Nullable EventIds ids;

  /** The latest scan of the events before a position; null where there is none. */
  private @Nullable Scan refill;

  private CommitPosition logBegin = new CommitPosition(0);

  /**
   * @param capacity number of events that are remembered, at least 0
   */
  RepeatedEvents(int capacity) {
    this.capacity = capacity;
    this.recent = new RecentEvents(capacity, false);
  }

  /**
   * Forgets every event, and returns a scan of the last events before the start position.
   *
   * @param position of the first record that is applied
   * @param begin position of the first record that the log holds
   * @param byIds whether it is enough to know the ids of these events
   * @return the scan of the records before the position, which may be empty
   */
  Scan refill(CommitPosition position, CommitPosition begin, boolean byIds) {
    logBegin = begin;
    ids = null;
    if (isOn()) {
      recent = new RecentEvents(capacity, false);
    }
    Scan scan = byIds ? idsBefore(position) : eventsBefore(position);
    if (scan.isEmpty()) {
      scan.complete();
    }
    return scan;
  }

  private Scan idsBefore(CommitPosition position) {
    EventIds read = new EventIds(Math.max(1, capacity));
    CommitPosition from = first(position);
    if (from.equals(position)) {
      return eventsBefore(position);
    }
    ids = read;
    return before(position, from, new IdCollector(read), () -> {});
  }

  /** Returns a scan that replaces what is remembered once it is complete. */
  private Scan eventsBefore(CommitPosition position) {
    CommitPosition from = first(position);
    RecentEvents filling = isOn() ? new RecentEvents(capacity, from.value() == 0) : recent;
    return before(
        position,
        from,
        (record, decoding) -> compare(decoding, filling, filling::observe),
        () -> {
          recent = filling;
          ids = null;
        });
  }

  private Scan before(
      CommitPosition position, CommitPosition from, Scan.Reader reader, Runnable whenComplete) {
    Scan scan = new Scan(from, position, reader, whenComplete);
    refill = scan;
    return scan;
  }

  /** Returns the position of the first event to remember before a position, or that position. */
  private CommitPosition first(CommitPosition position) {
    long end = position.value();
    long from = isOn() ? Math.max(logBegin.value(), end - capacity) : end;
    return new CommitPosition(Math.min(from, end));
  }

  /**
   * Gives up reading the events before a position: those that were compared since the start
   * position stay in memory.
   */
  void abandonRefill() {
    ids = null;
  }

  /** Returns whether a scan is the latest one of the events before a position. */
  boolean isRefill(Scan scan) {
    return scan == refill;
  }

  /**
   * Returns a scan of the last events before a record that may repeat one of which only the id is
   * known; empty if there is none to read. The record can be compared afterwards.
   */
  Optional<Scan> before(InFlightRecord entry) {
    EventIds known = ids;
    boolean mayBeRepeated =
        known != null
            && isOn()
            && entry.known() instanceof Decoding.Relations relations
            && known.mayContain(relations.event().metadata().eventId());
    if (!mayBeRepeated) {
      return Optional.empty();
    }
    Scan scan = eventsBefore(new CommitPosition(entry.record.offset().value()));
    return Optional.of(scan).filter(it -> !it.isEmpty());
  }

  /**
   * Compares a record with the events before it.
   *
   * @param isRecovery whether an earlier owner may have applied the record, so that it is not
   *     passed over
   */
  List<DeliveryEvent> compare(InFlightRecord entry, boolean isRecovery) {
    return switch (isRecovery ? observe(entry.known()) : judge(entry.known())) {
      case NEW -> List.of();
      case REPEATED -> {
        if (!isRecovery) {
          entry.repeated();
        }
        yield List.of();
      }
      case ID_REUSED -> List.of(new RecordEvent.IdsNotUnique(entry.record, entry.metadata()));
    };
  }

  /** Remembers an event that may have been applied, or passed over as a repeated one, elsewhere. */
  RecentEvents.Repetition observe(Decoding decoding) {
    return compare(decoding, recent, recent::observe);
  }

  /** Compares an event that is about to be applied with those remembered, and remembers it. */
  private RecentEvents.Repetition judge(Decoding decoding) {
    return compare(decoding, recent, recent::judge);
  }

  private RecentEvents.Repetition compare(
      Decoding decoding,
      RecentEvents memory,
      Function<EventFingerprint, RecentEvents.Repetition> comparison) {
    if (!isOn() || !(decoding instanceof Decoding.Relations relations)) {
      return RecentEvents.Repetition.NEW;
    }
    Optional<EventFingerprint> event = memory.fingerprint(relations.event());
    if (event.isEmpty()) {
      memory.forgetAll();
      ids = memory == recent ? null : ids;
      return RecentEvents.Repetition.NEW;
    }
    EventIds known = ids;
    if (known != null) {
      known.add(relations.event().metadata().eventId());
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
    ids = null;
    recent.forgetAll();
  }

  /** Collects the ids of events; those of other records do no harm. */
  private record IdCollector(EventIds ids) implements Scan.IdReader {
    @Override
    public void identified(String eventId) {
      ids.add(eventId);
    }

    @Override
    public void read(SourceRecord record, Decoding decoding) {
      String id = decoding.metadata().eventId();
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
  }
}
