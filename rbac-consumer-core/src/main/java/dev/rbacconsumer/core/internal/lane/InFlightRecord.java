package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that a lane works on, with its decoding, its failed attempts and its progress. */
public final class InFlightRecord {
  public final SourceRecord record;
  final long startedAt;
  private int earlierFailures;
  private @Nullable Decoding decoding;
  private EventMetadata metadata = EventMetadata.UNKNOWN;
  private @Nullable Failure condemned;
  private @Nullable Failure lastFailure;
  private @Nullable Failure quarantined;
  private @Nullable Offset waitsBehind;
  private boolean waitsSinceAttempt;
  private @Nullable TupleChange narrowed;
  private @Nullable Deque<PredecessorSearch.Substitute> substitutes;
  private boolean repeated;
  private boolean begunAgain;
  private boolean stored;
  private int failures;

  /** Number of waits since the first failure, or since an attempt with progress or an outage. */
  private int waits;

  private boolean waitsForOthers;
  private long notBefore;

  /** Time of the first failed attempt, on the monotonic clock; of no meaning while none failed. */
  private long failingSince;

  InFlightRecord(SourceRecord record, long startedAt) {
    this(record, startedAt, 0, startedAt, startedAt);
  }

  /**
   * @param startedAt time at which the lane first began with the record, on the monotonic clock in
   *     nanoseconds
   * @param earlierFailures number of failed attempts under earlier fences
   * @param failingSince time of the first of them
   * @param notBefore time of the next attempt
   */
  InFlightRecord(
      SourceRecord record, long startedAt, int earlierFailures, long failingSince, long notBefore) {
    this.record = record;
    this.startedAt = startedAt;
    this.earlierFailures = earlierFailures;
    this.failingSince = failingSince;
    this.notBefore = notBefore;
  }

  /** Creates the entry of a decoded record that is applied apart from those in work. */
  public static InFlightRecord of(SourceRecord record, Decoding decoding, long startedAt) {
    InFlightRecord entry = new InFlightRecord(record, startedAt);
    entry.decoded(decoding);
    return entry;
  }

  @Nullable Decoding decoding() {
    return decoding;
  }

  /**
   * Returns the action for a record that is not decoded: to decode it, or to wait until the next
   * attempt is due.
   *
   * @param isTurn whether the record is about to be applied, and not only read
   */
  LaneAction decodeOrWait(long now, boolean isTurn) {
    return decodeOrWait(now, isTurn, false);
  }

  /** Returns the action for a record that is only read, to know the id of its event. */
  LaneAction identifyOrWait(long now) {
    return decodeOrWait(now, false, true);
  }

  private LaneAction decodeOrWait(long now, boolean isTurn, boolean needsIdAlone) {
    return isDue(now)
        ? new LaneAction.Decode(record, failures + 1, isTurn, needsIdAlone)
        : waitUntilDue();
  }

  /** Returns the wait until the next attempt is due. */
  LaneAction waitUntilDue() {
    return new LaneAction.WaitUntil(notBefore, waitsForOthers());
  }

  /** Begins with a record again that was put back into the buffer. */
  void beginAgain() {
    begunAgain = true;
    decoding = null;
  }

  boolean isBegunAgain() {
    return begunAgain;
  }

  void decoded(Decoding decoding) {
    this.decoding = decoding;
    this.metadata = decoding.metadata();
  }

  /** Returns the metadata of its event, from the latest decoding. */
  EventMetadata metadata() {
    return metadata;
  }

  /** Returns the decoding of the record, which must be decoded. */
  public Decoding known() {
    Decoding decoded = decoding;
    if (decoded == null) {
      throw new IllegalStateException("not decoded: " + record);
    }
    return decoded;
  }

  /** Returns whether the record was decoded to an event for the store or for a handler. */
  boolean hasRecipients() {
    return !(decoding == null
        || decoding instanceof Decoding.Tombstone
        || decoding instanceof Decoding.Malformed
        || decoding instanceof Decoding.Invalid);
  }

  /** Returns whether the record is malformed, or is about to be set aside as malformed. */
  boolean isMalformed() {
    Failure failure = condemned;
    return decoding instanceof Decoding.Malformed
        || (failure != null && failure.kind() == FailureClass.MALFORMED);
  }

  /** Returns the change that the record makes in the store; null if it makes none. */
  @Nullable TupleChange change() {
    if (narrowed != null) {
      return narrowed;
    }
    return decoding instanceof Decoding.Relations relations && !repeated
        ? relations.event().change()
        : null;
  }

  /** Limits the change of the record to a part of it. */
  void narrow(TupleChange part) {
    narrowed = part;
  }

  /** Returns whether the record repeats an event that was applied before. */
  boolean isRepeated() {
    return repeated;
  }

  void repeated() {
    repeated = true;
  }

  void notRepeated() {
    repeated = false;
  }

  /**
   * Returns whether the record was set aside, and parts of earlier records are applied in its place
   * before it is settled.
   */
  boolean isReplaced() {
    return substitutes != null;
  }

  /**
   * Adds parts of earlier records to apply in place of this one; none while they are searched for.
   */
  void replaceBy(List<PredecessorSearch.Substitute> found) {
    Deque<PredecessorSearch.Substitute> parts = substitutes;
    if (parts == null) {
      parts = new ArrayDeque<>();
      substitutes = parts;
    }
    parts.addAll(found);
  }

  /** Returns the next part to apply in place of this record; null if there is none left. */
  PredecessorSearch.@Nullable Substitute substitute() {
    Deque<PredecessorSearch.Substitute> parts = substitutes;
    return parts == null ? null : parts.peek();
  }

  /** Removes the next part, which is applied, or set aside too. */
  void substituteDone() {
    Deque<PredecessorSearch.Substitute> parts = substitutes;
    if (parts != null) {
      parts.remove();
    }
  }

  /**
   * Returns whether the record removes tuples, or may: one that is not decoded, or cannot be, could
   * be a removal.
   */
  boolean mayRemove() {
    return decoding == null || decoding.mayRemove();
  }

  /** Parks the record in the quarantine, since it fails. */
  void quarantine(Failure failure) {
    quarantined = failure;
  }

  /** Returns the failure for which the record is parked; empty if it is not, or waits. */
  Optional<Failure> quarantined() {
    return Optional.ofNullable(quarantined);
  }

  /** Parks the record in the quarantine behind another one. */
  void waitBehind(Offset other) {
    waitsBehind = other;
  }

  /** Parks the record as {@link #waitBehind}, after an attempt that may have applied a part. */
  void waitBehindAfterAttempt(Offset other) {
    waitBehind(other);
    waitsSinceAttempt = true;
  }

  /** Waits no more: the record that it had to wait behind is left out. */
  void waitNoMore() {
    waitsBehind = null;
  }

  /** Returns whether it was never attempted under this fence, since it waits. */
  boolean waitsUnattempted() {
    return quarantined == null && waitsBehind != null && !waitsSinceAttempt;
  }

  /** Returns the record behind which it waits in the quarantine; empty if it waits for none. */
  Optional<Offset> waitsBehind() {
    return quarantined == null ? Optional.ofNullable(waitsBehind) : Optional.empty();
  }

  /** Returns whether the record is parked in the quarantine, or about to be. */
  boolean isWaiting() {
    return quarantined != null || waitsBehind != null;
  }

  /** Returns whether the change of the record still has to be sent to the store. */
  boolean isUnstored() {
    return !stored && !isReplaced() && !isWaiting() && change() != null;
  }

  /** Returns whether a handler has handled the event of the record. */
  boolean isHandled() {
    return stored && change() == null;
  }

  boolean isStored() {
    return stored;
  }

  void stored() {
    stored = true;
  }

  /** Returns the failure for which the record is to be set aside; null while it is not. */
  @Nullable Failure condemned() {
    return condemned;
  }

  void markForDeadLetter(Failure failure) {
    condemned = failure;
  }

  /** Returns the failure of the last attempt under this fence; null if none has failed. */
  @Nullable Failure lastFailure() {
    return lastFailure;
  }

  /**
   * Returns whether the last attempt found the record itself at fault, so that it asks for nothing.
   */
  boolean isFaulty() {
    Failure failure = lastFailure;
    return failure != null
        && (failure.kind() == FailureClass.MALFORMED || failure.kind() == FailureClass.INVALID);
  }

  /** Returns the number of failed attempts, also under earlier fences. */
  int failures() {
    return earlierFailures + failures;
  }

  /** Returns the time of the first failed attempt, on the monotonic clock. */
  long failingSince() {
    return failingSince;
  }

  /** Returns the number of the wait after one more failure, from 1, by which its length grows. */
  int nextWait() {
    return waits + 1;
  }

  /**
   * Records a failed attempt.
   *
   * @param failure its failure; a transient one has a cause outside of the record, such as a store
   *     that is down
   * @param notBefore time of the next attempt
   */
  void failed(Failure failure, long now, long notBefore) {
    lastFailure = failure;
    if (failures() == 0) {
      failingSince = now;
    }
    failures++;
    waits++;
    waitsForOthers = failure.kind() == FailureClass.TRANSIENT;
    if (decoding instanceof Decoding.Malformed || decoding instanceof Decoding.Invalid) {
      // Another attempt at a message that is at fault begins with its bytes.
      decoding = null;
    }
    this.notBefore = notBefore;
  }

  /** Resets the count of attempts after an attempt with progress, so that waits are short again. */
  void gotOn() {
    failures = 0;
    earlierFailures = 0;
    waits = 0;
  }

  /** Returns whether an attempt failed under the current fence. */
  boolean isFailing() {
    return failures > 0;
  }

  /** Returns whether the last attempt failed for a cause outside of the record. */
  boolean waitsForOthers() {
    return failures > 0 && waitsForOthers;
  }

  /** Makes the next attempt no later than at a time, if it waits for a cause outside of it. */
  void retryBy(long nanoTime) {
    if (waitsForOthers()) {
      notBefore = nanoTime - notBefore < 0 ? nanoTime : notBefore;
      waits = Math.min(waits, Ownership.WAITS_AFTER_OUTAGE);
    }
  }

  /** Makes the next attempt at once. */
  void retryNow(long now) {
    notBefore = isDue(now) ? notBefore : now;
  }

  boolean isDue(long now) {
    return now - notBefore >= 0;
  }
}
