package dev.rbacconsumer.core.internal.lane;

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
 * held back until the events before the start position have been decoded ({@link #before}).
 */
final class RepeatedEvents {
  private final int capacity;

  /** The events since the start position, and those before it once they are decoded. */
  private RecentEvents recent;

  /** Ids of the events before the start position while no more is known of them, and is needed. */
  private @Nullable EventIds ids;

  /** The scan of the events before the start position that may be under way. */
  private @Nullable Scan refill;

  private CommitPosition start = new CommitPosition(0);

  /** Position of the first of these events that the log is known to hold. */
  private CommitPosition first = start;

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
   * @param logBegin position of the first record that the log holds
   * @param byIds whether it is enough to know the ids of these events
   * @return the scan of the records before the position, which may be empty
   */
  Scan refill(CommitPosition position, CommitPosition logBegin, boolean byIds) {
    forgetIds();
    start = position;
    long from = isOn() ? Math.max(logBegin.value(), start.value() - capacity) : start.value();
    first = new CommitPosition(Math.min(from, start.value()));
    if (isOn()) {
      recent = new RecentEvents(capacity, first.value() == 0 && first.equals(start));
    }
    Scan scan = byIds && !first.equals(start) ? idsBeforeStart() : eventsBeforeStart();
    refill = scan;
    return scan;
  }

  private Scan idsBeforeStart() {
    EventIds read = new EventIds();
    ids = read;
    return new Scan(first, start, new IdCollector(read), () -> {});
  }

  /** Returns a scan after which its events are remembered before those since the start position. */
  private Scan eventsBeforeStart() {
    RecentEvents earlier = new RecentEvents(capacity, first.value() == 0);
    return new Scan(
        first,
        start,
        (record, decoding) -> compare(decoding, earlier, earlier::observe),
        () -> {
          earlier.append(recent);
          recent = earlier;
          forgetIds();
        });
  }

  private void forgetIds() {
    ids = null;
    refill = null;
  }

  /**
   * Returns a scan of the last events before the start position, if a record may repeat one of
   * them. The record can be compared afterwards.
   */
  Optional<Scan> before(InFlightRecord entry) {
    EventIds known = ids;
    if (known == null || !isOn() || !(entry.known() instanceof Decoding.Relations relations)) {
      return Optional.empty();
    }
    // The oldest event is not passed over if it is not known which were before it.
    boolean mayBeRepeated =
        known.mayContain(relations.event().metadata().eventId())
            || recent.fingerprint(relations.event()).filter(recent::isOldestKnown).isPresent();
    if (!mayBeRepeated) {
      return Optional.empty();
    }
    Scan scan = eventsBeforeStart();
    refill = scan;
    return Optional.of(scan);
  }

  /**
   * Gives up reading the events before the start position if one of them cannot be read: a failure
   * in settled records must not hold up others. Those since the start position stay in memory.
   * Returns whether it did.
   *
   * @param unreadable position that cannot be read
   */
  boolean abandon(LogRereader rereading, RecordBuffer buffer, CommitPosition unreadable) {
    if (!isUnderWay(rereading) || unreadable.compareTo(start) >= 0) {
      return false;
    }
    forgetIds();
    rereading.skip(buffer);
    return true;
  }

  /**
   * Reads fewer of the events before the start position, since the log does not hold the first ones
   * any more. Returns whether these events are being read.
   */
  boolean readFewer(LogRereader rereading, RecordBuffer buffer) {
    if (!isUnderWay(rereading)) {
      return false;
    }
    first = new CommitPosition(first.value() + (start.value() - first.value() + 1) / 2);
    if (first.equals(start)) {
      return abandon(rereading, buffer, new CommitPosition(0));
    }
    Scan fewer = eventsBeforeStart();
    refill = fewer;
    rereading.replace(fewer, buffer);
    return true;
  }

  private boolean isUnderWay(LogRereader rereading) {
    return rereading.isSought() && rereading.scan() == refill;
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
    RecentEvents.Repetition repetition = compare(decoding, recent, recent::judge);
    if (recent.isFull()) {
      // The events before the start position would be forgotten by now.
      forgetIds();
    }
    return repetition;
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
      if (memory == recent) {
        forgetIds();
      }
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
    forgetIds();
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
