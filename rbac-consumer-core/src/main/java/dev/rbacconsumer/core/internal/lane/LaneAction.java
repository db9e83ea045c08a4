package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;

/**
 * The next step of a lane. The driver performs it and reports the result to the lane before it asks
 * for the next one.
 */
public sealed interface LaneAction {
  /** Calls the method of the visitor that is for this kind of action. */
  <R> R accept(Visitor<R> visitor) throws InterruptedException;

  /**
   * Returns the record that the action is for; of several, the first one; empty if there is none.
   */
  default Optional<RecordContext> origin() {
    return Optional.empty();
  }

  /** Acquires the fence of the partition. */
  record AcquireFence() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.acquireFence(this);
    }
  }

  /** Writes to the store up to which position the store has seen the partition. */
  record WriteMark(Optional<StoreMark> expected, StoreMark mark, FenceToken fence)
      implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.writeMark(this);
    }
  }

  /** Creates an empty table for a replay. */
  record OpenReplay() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.openReplay(this);
    }
  }

  /** Ends a replay of which every record is settled. */
  record EndReplay() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.endReplay(this);
    }
  }

  /**
   * Decodes a record.
   *
   * @param attempt 1 for the first
   * @param isTurn whether the record is the next one to be applied
   * @param needsIdAlone whether the record need not be decoded if its id is known without
   */
  record Decode(SourceRecord record, int attempt, boolean isTurn, boolean needsIdAlone)
      implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.decode(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(record));
    }
  }

  /**
   * Applies the change of one or more records, or a step of it.
   *
   * @param isLast whether the records are applied once this step is
   * @param first the first of the records
   */
  record Apply(TupleChange change, FenceToken fence, boolean isLast, RecordContext first)
      implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.apply(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(first);
    }
  }

  /** Passes an event that changes no relations to its handler. */
  record Handle(SourceRecord record, Decoding decoding) implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.handle(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(record, decoding.metadata()));
    }
  }

  /** Settles records that change nothing. */
  record Pass() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.pass(this);
    }
  }

  /** Sends a record to the dead letters. */
  record SendToDeadLetters(SourceRecord record, Failure failure) implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.sendToDeadLetters(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(record));
    }
  }

  /**
   * Copies a record to the place for records that operators set aside.
   *
   * @param failure why the record could not be applied
   * @param request the operator's request
   */
  record SetAside(SourceRecord record, Failure failure, ActionRequest request)
      implements LaneAction {
    /** Returns the event of a record that is copied, and left out. */
    RecordEvent event() {
      boolean isDeadLetter =
          request
              .action()
              .match(
                  retry -> false,
                  pause -> false,
                  resume -> false,
                  OperatorAction.SetAside::isForReplay,
                  replay -> false,
                  release -> false);
      return isDeadLetter
          ? new RecordEvent.DeadLettered(record, failure)
          : new RecordEvent.Skipped(record, failure);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.setAside(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(record));
    }
  }

  /** Opens the quarantine of the partition, and reads what is parked. */
  record OpenQuarantine() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.openQuarantine(this);
    }
  }

  /** Checks under a new fence that the quarantine which was opened is up to date. */
  record ConfirmQuarantine() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.confirmQuarantine(this);
    }
  }

  /**
   * Parks a record in the quarantine.
   *
   * @param log identity of the log that is read
   * @param failure why it fails; empty where it waits behind another one
   * @param behind the record that it waits behind; empty where it fails
   * @param refusal why it cannot be parked now; empty if it can
   */
  record Park(
      SourceRecord record,
      Decoding decoding,
      Optional<String> log,
      Optional<Failure> failure,
      Optional<Offset> behind,
      Optional<Outcome.RetryLater> refusal)
      implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.park(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(record, decoding.metadata()));
    }
  }

  /**
   * Releases a record from the quarantine.
   *
   * @param request the request to copy it first, since it is given up; empty where it is applied
   */
  record Release(ParkedRecord parked, Optional<ActionRequest> request) implements LaneAction {
    boolean isDiscard() {
      return request.isPresent();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.release(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(parked.record()));
    }
  }

  /** Decodes a dead letter that is to be replayed. */
  record DecodeLetter(OperatorAction.ReplayLetter letter) implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.decodeLetter(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(letter.record()));
    }
  }

  /**
   * Reads and decodes records behind that of a dead letter.
   *
   * @param from position of the first record to read
   * @param end position behind the last record to read
   */
  record ScanLog(
      OperatorAction.ReplayLetter letter,
      PartitionId partition,
      CommitPosition from,
      CommitPosition end)
      implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.scanLog(this);
    }
  }

  /**
   * Applies a dead letter, or a part of it.
   *
   * @param decoding decoding of the letter
   * @param change the part; empty where the letter changes no relations, and goes to its handler
   * @param isLast whether the letter is applied once this part is
   */
  record ApplyLetter(
      OperatorAction.ReplayLetter letter,
      Decoding decoding,
      TupleChange change,
      FenceToken fence,
      boolean isLast)
      implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.applyLetter(this);
    }

    @Override
    public Optional<RecordContext> origin() {
      return Optional.of(new RecordContext(letter.record(), decoding.metadata()));
    }
  }

  /** Keeps that a dead letter was replayed. */
  record KeepReplay(ReplayedLetter letter) implements LaneAction {
    /** Returns the place of the letter. */
    LetterId id() {
      return letter.letter();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.keepReplay(this);
    }
  }

  /**
   * Waits for this time of the monotonic clock, or for the next event.
   *
   * @param isForStore whether the wait follows an attempt that the store did not answer, so that it
   *     may end when the store answers again
   */
  record WaitUntil(long nanoTime, boolean isForStore) implements LaneAction {
    /** Creates a wait that has nothing to do with the store. */
    public WaitUntil(long nanoTime) {
      this(nanoTime, false);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.waitUntil(this);
    }
  }

  /** Checks whether the store answers again, in the name of all lanes that wait for it. */
  record ProbeStore() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.probeStore(this);
    }
  }

  /** Waits for the next event. */
  record AwaitEvent() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.awaitEvent(this);
    }
  }

  /** Ends the lane. */
  record End() implements LaneAction {
    @Override
    public <R> R accept(Visitor<R> visitor) throws InterruptedException {
      return visitor.end(this);
    }
  }

  /** Handles every kind of action; a new kind compiles only once each visitor handles it. */
  interface Visitor<R> {
    R acquireFence(AcquireFence action) throws InterruptedException;

    R writeMark(WriteMark action) throws InterruptedException;

    R openReplay(OpenReplay action) throws InterruptedException;

    R endReplay(EndReplay action) throws InterruptedException;

    R decode(Decode action) throws InterruptedException;

    R apply(Apply action) throws InterruptedException;

    R handle(Handle action) throws InterruptedException;

    R pass(Pass action) throws InterruptedException;

    R sendToDeadLetters(SendToDeadLetters action) throws InterruptedException;

    R setAside(SetAside action) throws InterruptedException;

    R openQuarantine(OpenQuarantine action) throws InterruptedException;

    R confirmQuarantine(ConfirmQuarantine action) throws InterruptedException;

    R park(Park action) throws InterruptedException;

    R release(Release action) throws InterruptedException;

    R decodeLetter(DecodeLetter action) throws InterruptedException;

    R scanLog(ScanLog action) throws InterruptedException;

    R applyLetter(ApplyLetter action) throws InterruptedException;

    R keepReplay(KeepReplay action) throws InterruptedException;

    R waitUntil(WaitUntil action) throws InterruptedException;

    R probeStore(ProbeStore action) throws InterruptedException;

    R awaitEvent(AwaitEvent action) throws InterruptedException;

    R end(End action) throws InterruptedException;
  }
}
