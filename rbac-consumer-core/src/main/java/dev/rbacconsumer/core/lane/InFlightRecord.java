package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record in work: its turn has come, or it shares a range with one whose turn has come. */
public final class InFlightRecord {
  public final SourceRecord record;
  final long startedAt;
  private @Nullable Decoding decoding;
  private EventMetadata metadata = EventMetadata.UNKNOWN;
  private @Nullable Failure condemned;
  private @Nullable TupleChange narrowed;
  private @Nullable Deque<PredecessorSearch.Substitute> substitutes;
  private boolean repeated;
  private boolean stored;
  private int failures;
  private long notBefore;

  InFlightRecord(SourceRecord record, long startedAt) {
    this.record = record;
    this.startedAt = startedAt;
    this.notBefore = startedAt;
  }

  @Nullable Decoding decoding() {
    return decoding;
  }

  /**
   * What to do about bytes of which it is not known what they are.
   *
   * @param isTurn whether it is about to be applied, and not only read
   */
  LaneAction decodeOrWait(long now, boolean isTurn) {
    return isDue(now)
        ? new LaneAction.Decode(record, failures + 1, isTurn)
        : new LaneAction.WaitUntil(notBefore);
  }

  void decoded(Decoding decoding) {
    this.decoding = decoding;
    this.metadata = decoding.metadata();
  }

  /** What is known about its event, by its latest decoding. */
  EventMetadata metadata() {
    return metadata;
  }

  /** What it is, once that is known. */
  public Decoding known() {
    Decoding decoded = decoding;
    if (decoded == null) {
      throw new IllegalStateException("not decoded: " + record);
    }
    return decoded;
  }

  /** Whether it is known to ask something of somebody. */
  boolean hasRecipients() {
    return !(decoding == null
        || decoding instanceof Decoding.Tombstone
        || decoding instanceof Decoding.Malformed
        || decoding instanceof Decoding.Invalid);
  }

  /** Whether it is malformed; of one that is about to be set aside, whatever failed since. */
  boolean isMalformed() {
    Failure failure = condemned;
    return decoding instanceof Decoding.Malformed
        || (failure != null && failure.kind() == FailureClass.MALFORMED);
  }

  /** What it asks of the store; null where it asks nothing of it. */
  @Nullable TupleChange change() {
    if (narrowed != null) {
      return narrowed;
    }
    return decoding instanceof Decoding.Relations relations && !repeated
        ? relations.event().change()
        : null;
  }

  /** Only this part of its change is applied. */
  void narrow(TupleChange part) {
    narrowed = part;
  }

  /** Whether it repeats an event that was applied before. */
  boolean isRepeated() {
    return repeated;
  }

  void repeated() {
    repeated = true;
  }

  void notRepeated() {
    repeated = false;
  }

  /** Whether it was set aside, and others are applied in its place before it is settled. */
  boolean isReplaced() {
    return substitutes != null;
  }

  /** Takes what is applied in its place; nothing while that is searched for. */
  void replaceBy(List<PredecessorSearch.Substitute> found) {
    Deque<PredecessorSearch.Substitute> parts = substitutes;
    if (parts == null) {
      parts = new ArrayDeque<>();
      substitutes = parts;
    }
    parts.addAll(found);
  }

  /** The next part that is applied in its place; null where there is none left. */
  PredecessorSearch.@Nullable Substitute substitute() {
    Deque<PredecessorSearch.Substitute> parts = substitutes;
    return parts == null ? null : parts.peek();
  }

  /** The next part is applied, or is set aside too. */
  void substituteDone() {
    Deque<PredecessorSearch.Substitute> parts = substitutes;
    if (parts != null) {
      parts.remove();
    }
  }

  /** Whether it removes tuples, or may: what is not decoded, or cannot be, could be a removal. */
  boolean mayRemove() {
    return decoding == null
        || decoding.<Boolean>match(
            relations -> !relations.event().change().removals().isEmpty(),
            workspace -> false,
            custom -> false,
            tombstone -> false,
            malformed -> true,
            invalid -> true);
  }

  /** Whether the store has yet to be called for it. */
  boolean isUnstored() {
    return !stored && !isReplaced() && change() != null;
  }

  /** Whether a handler has dealt with it. */
  boolean isHandled() {
    return stored && change() == null;
  }

  boolean isStored() {
    return stored;
  }

  void stored() {
    stored = true;
  }

  /** Why it is to be set aside; null while it is not. */
  @Nullable Failure condemned() {
    return condemned;
  }

  void markForDeadLetter(Failure failure) {
    condemned = failure;
  }

  int failures() {
    return failures;
  }

  void failed(long notBefore) {
    failures++;
    if (decoding instanceof Decoding.Malformed || decoding instanceof Decoding.Invalid) {
      // Another attempt at a message that is at fault begins with its bytes.
      decoding = null;
    }
    this.notBefore = notBefore;
  }

  /** An attempt got on: attempts are counted from here, and waits are short again. */
  void gotOn() {
    failures = 0;
  }

  boolean isDue(long now) {
    return now - notBefore >= 0;
  }

  long notBefore() {
    return notBefore;
  }
}
