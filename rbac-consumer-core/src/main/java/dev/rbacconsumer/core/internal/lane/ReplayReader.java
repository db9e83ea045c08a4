package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records that a lane does not apply as they are: the events before the start position,
 * by which repeated ones are recognised; those of the first pass of a replay; and those to search
 * when a record of a replay is set aside.
 */
public final class ReplayReader {
  private final PartitionId partition;
  private final LaneSettings settings;
  private final RecordBuffer buffer;
  private final Window window;
  private final Batch work;
  private final RepeatedEvents repeats;
  private final QuarantineControl quarantine;
  private final LogRereader rereading = new LogRereader();

  /** Range to recover once reading is back at the records that are applied. */
  private Optional<Recovery> recovery = Optional.empty();

  private @Nullable Replay replay;

  /**
   * Range of the replay that was under way when the fence was lost, for commits of what was settled
   * until then.
   */
  private Optional<ReplayRange> unfinished = Optional.empty();

  private int failures;
  private long notBefore;
  private boolean interrupted;

  ReplayReader(
      PartitionId partition,
      LaneSettings settings,
      RecordBuffer buffer,
      Window window,
      Batch work,
      RepeatedEvents repeats,
      QuarantineControl quarantine) {
    this.partition = partition;
    this.settings = settings;
    this.buffer = buffer;
    this.window = window;
    this.work = work;
    this.repeats = repeats;
    this.quarantine = quarantine;
  }

  /** Starts reading: first the ranges that are only read, and then the records that are applied. */
  void begin(StartPosition beginning, long now) {
    cancel();
    replay = beginning.replay().map(Replay::new).orElse(null);
    failures = 0;
    notBefore = now;
    recovery = beginning.recovery();
    CommitPosition from = beginning.from();
    Replay underWay = replay;
    boolean byIds = underWay == null && recovery.isEmpty();
    List<Scan> scans = new ArrayList<>();
    scans.add(repeats.refill(from, beginning.logBegin(), byIds));
    if (underWay != null) {
      scans.add(firstPass(underWay, from));
    }
    rereading.begin(scans, from);
    buffer.begin(rereading.isActive() ? Optional.empty() : recovery);
  }

  /** Stops reading, and closes the replay. */
  void cancel() {
    rereading.cancel();
    recovery = Optional.empty();
    unfinished = Optional.empty();
    close();
  }

  /**
   * Stops reading after the loss of the fence; commits still name the replay that was under way.
   */
  void leave() {
    Optional<ReplayRange> left = replay == null ? unfinished : Optional.of(replay.range());
    cancel();
    unfinished = left;
  }

  /** Closes the table, since nothing more is applied; commits still name the replay under way. */
  void closeTable() {
    Replay underWay = replay;
    if (underWay != null) {
      underWay.close();
    }
  }

  private void close() {
    Replay underWay = replay;
    if (underWay != null) {
      underWay.close();
      replay = null;
    }
  }

  /** Returns the replay that is under way; null while there is none. */
  @Nullable Replay underWay() {
    return replay;
  }

  /** Returns whether a replay is under way. */
  public boolean isUnderWay() {
    return replay != null;
  }

  /** Returns the action that comes before records are applied; null if there is none. */
  @Nullable LaneAction next(long now) {
    Replay underWay = replay;
    if (underWay != null && !underWay.isOpen()) {
      return now - notBefore < 0
          ? new LaneAction.WaitUntil(notBefore)
          : new LaneAction.OpenReplay();
    }
    if (rereading.isActive()) {
      LaneAction again = rereading.next(buffer, now);
      if (again != null) {
        return again;
      }
      buffer.goOn(recovery);
      recovery = Optional.empty();
    }
    return isOver() ? new LaneAction.EndReplay() : null;
  }

  /** Returns whether ranges are being read that are not applied. */
  boolean isReading() {
    return rereading.isActive();
  }

  /** Returns whether such ranges are being read and no record is in work. */
  boolean isFirst() {
    return rereading.isActive() && work.isEmpty();
  }

  /** Returns the position to which the source has to seek; empty if it need not. */
  Optional<CommitPosition> wantedSeek() {
    return rereading.wantedSeek();
  }

  /** Records that the source was set to the wanted position. */
  public void sought() {
    buffer.close();
    if (rereading.sought()) {
      buffer.begin(recovery);
      recovery = Optional.empty();
    } else {
      buffer.begin(Optional.empty());
    }
  }

  boolean readTo(CommitPosition position) {
    return rereading.readTo(position) || isOver();
  }

  /** Takes the table that was created for the replay, and returns the events. */
  public List<DeliveryEvent> opened(ReplayTable table) {
    Replay underWay = replay;
    if (underWay == null) {
      table.close();
      return List.of();
    }
    underWay.open(table);
    ReplayRange range = underWay.range();
    return List.of(new StoreMarkEvent.ReplayStarted(partition, range.from(), range.end()));
  }

  /**
   * Restarts the first pass of the replay after a backoff, because its table has failed.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   */
  public List<DeliveryEvent> failed(ReplayTableException failure, long now, double draw) {
    Replay underWay = replay;
    if (underWay == null) {
      return List.of();
    }
    underWay.close();
    failures++;
    Duration delay = settings.backoff().delay(failures, draw);
    notBefore = now + delay.toNanos();
    CommitPosition from = window.settled().orElse(underWay.range().from());
    rereading.begin(List.of(firstPass(underWay, from)), from);
    buffer.close();
    buffer.begin(Optional.empty());
    String text = String.valueOf(failure.getMessage());
    return List.of(new StoreMarkEvent.ReplayBlocked(partition, text, failures, delay));
  }

  /** Ends the replay, whose records are all settled; ignored if another one has begun meanwhile. */
  public List<DeliveryEvent> ended() {
    Replay over = replay;
    if (over == null || !isOver()) {
      return List.of();
    }
    StoreMarkEvent event =
        new StoreMarkEvent.ReplayEnded(partition, over.range().end(), over.tuples(), over.left());
    close();
    return List.of(event);
  }

  private boolean isOver() {
    Replay underWay = replay;
    return underWay != null
        && window.settled().filter(it -> underWay.underWay(it).isEmpty()).isPresent();
  }

  private Scan firstPass(Replay underWay, CommitPosition from) {
    WaitingScan waiting = new WaitingScan();
    return new Scan(
        from,
        underWay.range().end(),
        (record, decoding) -> {
          if (!waiting.holds(record, decoding)) {
            underWay.note(record, decoding);
          }
          repeats.observe(decoding);
        },
        () -> failures = 0);
  }

  /** Finds the records of a scan that wait in the quarantine, which is open by then. */
  private final class WaitingScan {
    private QuarantineControl.@Nullable Waiting waiting;

    boolean holds(SourceRecord record, Decoding decoding) {
      QuarantineControl.Waiting known = waiting;
      if (known == null) {
        known = quarantine.waiting();
        waiting = known;
      }
      return known.holds(record, decoding);
    }
  }

  /**
   * Skips the rest of the records before the start position, if one of them cannot be read. Returns
   * whether it did.
   */
  public boolean abandonRefill(CommitPosition unreadable) {
    return repeats.abandon(rereading, buffer, unreadable);
  }

  /**
   * Reads fewer records before the start position, if some are gone and no start position has to be
   * found again. Returns whether it does.
   */
  public boolean readsFewer() {
    return !work.isEmpty() && repeats.readFewer(rereading, buffer);
  }

  /**
   * Starts to read the records before the start position again, if one in work may repeat one of
   * them. It is decoded again afterwards. Returns whether it did.
   */
  boolean readsBefore(InFlightRecord entry) {
    Optional<Scan> before = repeats.before(entry);
    if (before.isPresent()) {
      entry.beginAgain();
      work.restart();
      rereading.begin(List.of(before.get()), work.last().record.offset().commitPosition());
    }
    return before.isPresent();
  }

  /** Takes the id of a record that is only read, and those that {@code ids} knows behind it. */
  public void identified(String eventId, Function<SourceRecord, String> ids) {
    rereading.scan().identified(eventId, buffer, ids);
  }

  /** Returns the record that is being decoded and is only read; null if there is none. */
  @Nullable InFlightRecord inDecoding() {
    return rereading.isDecoding() ? rereading.scan().current() : null;
  }

  List<DeliveryEvent> decoded(Decoding decoding, long now, double draw) {
    try {
      rereading.scan().decoded(decoding);
      return List.of();
    } catch (ReplayTableException failure) {
      return failed(failure, now, draw);
    } catch (InterruptedException stopped) {
      interrupted = true;
      return List.of();
    }
  }

  /** Returns whether the thread was interrupted since the last call. */
  public boolean takeInterrupt() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  List<DeliveryEvent> notDecoded(Failure failure, long now, double draw) {
    if (abandonRefill(rereading.scan().from())) {
      return List.of();
    }
    InFlightRecord entry = rereading.scan().current();
    int attempt = entry.failures() + 1;
    Duration delay = settings.backoff().delay(attempt, draw);
    entry.failed(failure, now, now + delay.toNanos());
    return List.of(
        new RecordEvent.Retrying(entry.record, entry.metadata(), failure, null, attempt, delay));
  }

  /**
   * Compares a record with the events before it; in a replay, reduces its change to its last words.
   */
  List<DeliveryEvent> compare(InFlightRecord entry) {
    Replay underWay = replay;
    if (underWay != null && underWay.holds(entry.record)) {
      TupleChange change = entry.change();
      if (change != null) {
        entry.narrow(underWay.lastWords(entry.record, change));
      }
      if (underWay.hasForgottenEvents()) {
        repeats.observe(entry.known());
      }
      return List.of();
    }
    return repeats.compare(entry, work.isRecovery());
  }

  /** Compares a record once more, since the events before it were forgotten. */
  void compareAgain(InFlightRecord entry) {
    Replay underWay = replay;
    if (underWay != null && underWay.holds(entry.record)) {
      repeats.observe(entry.known());
    } else {
      compare(entry);
    }
  }

  /**
   * Starts a search of the records before the first one in work; reading then continues behind the
   * last one.
   */
  void search(PredecessorSearch search, Settlement settlement) {
    InFlightRecord first = work.first();
    CommitPosition behind = work.last().record.offset().commitPosition();
    Scan scan = search.scan(new WaitingScan()::holds, first::replaceBy);
    if (scan.isEmpty()) {
      settlement.replaced(first);
    } else {
      rereading.begin(List.of(scan), behind);
    }
  }

  /** Returns the replay that a commit of a position has to name; empty if none is under way. */
  Optional<ReplayRange> underWay(CommitPosition position) {
    Replay underWay = replay;
    return underWay == null
        ? unfinished.filter(range -> position.compareTo(range.end()) < 0)
        : underWay.underWay(position);
  }

  /**
   * Returns the number of offsets of a replay that are still to be read; empty if there is none.
   */
  OptionalLong left() {
    Replay underWay = replay;
    if (underWay == null) {
      return OptionalLong.empty();
    }
    long settled = window.settled().map(CommitPosition::value).orElse(0L);
    return OptionalLong.of(
        rereading.left() + Math.max(0, underWay.range().end().value() - settled));
  }
}
