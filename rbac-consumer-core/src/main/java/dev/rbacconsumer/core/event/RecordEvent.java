package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Delivery event that concerns one record. */
public sealed interface RecordEvent extends DeliveryEvent {
  /** Returns the record that the event concerns. */
  SourceRecord record();

  /** Returns the partition of the record. */
  default PartitionId partition() {
    return record().partition();
  }

  /**
   * Returns the metadata of the record's event, as far as known; {@link EventMetadata#UNKNOWN} if
   * the record is not decoded yet.
   */
  default EventMetadata metadata() {
    return EventMetadata.UNKNOWN;
  }

  /** Calls the visitor's method for this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      StoreMarkEvent.Visitor storeMarks,
      InstanceEvent.Visitor instance) {
    accept(records);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<StoreMarkEvent, R> ofStoreMark,
      Function<InstanceEvent, R> ofInstance) {
    return ofRecord.apply(this);
  }

  /**
   * A lane starts on a record.
   *
   * @param record the record whose first attempt is about to begin
   */
  record Started(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStarted(this);
    }
  }

  /**
   * A record was decoded and is about to be applied.
   *
   * @param record the decoded record
   * @param decoding the decoded message
   */
  record Decoded(SourceRecord record, Decoding decoding) implements RecordEvent {
    @Override
    public EventMetadata metadata() {
      return decoding.metadata();
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.onDecoded(this);
    }
  }

  /**
   * A record was passed over because it repeats an event that was applied before.
   *
   * @param record the passed over record
   * @param metadata metadata of the event
   */
  record EventRepeated(SourceRecord record, EventMetadata metadata) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onEventRepeated(this);
    }
  }

  /**
   * Two events of the topic have the same id and different contents, so from now on no event is
   * passed over because of its id.
   *
   * @param record the record of the second event
   * @param metadata metadata of the second event
   */
  record IdsNotUnique(SourceRecord record, EventMetadata metadata) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onIdsNotUnique(this);
    }
  }

  /**
   * A dry run has read and checked a record, without applying it.
   *
   * @param action the action that delivery would take on it
   * @param failure the reason why it would not be applied; empty if it is valid
   */
  record Planned(
      SourceRecord record, Decoding decoding, PlannedAction action, Optional<Failure> failure)
      implements RecordEvent {
    @Override
    public EventMetadata metadata() {
      return decoding.metadata();
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.onPlanned(this);
    }
  }

  /**
   * An attempt to apply a record failed; the record blocks its partition until an attempt succeeds.
   *
   * @param record the record of the attempt
   * @param metadata metadata of its event
   * @param failure reason of the failure
   * @param violation the first fault of the message, if the message is at fault
   * @param attempt number of the failed attempt, from 1
   * @param delay wait before the next attempt
   * @param firstFailedAt time of the first failed attempt, also of an earlier owner; empty if it is
   *     this one
   */
  record Retrying(
      SourceRecord record,
      EventMetadata metadata,
      Failure failure,
      @Nullable Violation violation,
      int attempt,
      Duration delay,
      Optional<Instant> firstFailedAt)
      implements RecordEvent {
    /** Creates the event of a record that has failed for the first time just now. */
    public Retrying(
        SourceRecord record,
        EventMetadata metadata,
        Failure failure,
        @Nullable Violation violation,
        int attempt,
        Duration delay) {
      this(record, metadata, failure, violation, attempt, delay, Optional.empty());
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.onRetrying(this);
    }
  }

  /**
   * A record that had failed makes progress: a part of its change is applied, and the rest follows.
   */
  record GotOn(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onGotOn(this);
    }
  }

  /**
   * A call of an attempt is unanswered and may still take effect in the store, even if the attempt
   * has succeeded. Before any newer write, a new fence token is taken, with which the store refuses
   * that call. Reported once for each fence.
   *
   * @param record the first record of the attempt
   */
  record WriteInDoubt(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onWriteInDoubt(this);
    }
  }

  /**
   * A record is applied.
   *
   * @param record the applied record
   * @param decoding the decoded message
   * @param attempts number of attempts, at least 1
   * @param elapsed time since the start of its first attempt
   */
  record Applied(SourceRecord record, Decoding decoding, int attempts, Duration elapsed)
      implements RecordEvent {
    @Override
    public EventMetadata metadata() {
      return decoding.metadata();
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.onApplied(this);
    }
  }

  /**
   * A listener failed to accept an applied message. Delivery does not wait for it.
   *
   * @param record the applied record
   * @param listener kind of the listener
   * @param message one sentence
   */
  record ListenerFailed(SourceRecord record, AppliedListener listener, String message)
      implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onListenerFailed(this);
    }
  }

  /** A tombstone, a record without a value, was passed over. */
  record TombstonePassed(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onTombstonePassed(this);
    }
  }

  /**
   * A record was skipped under a policy.
   *
   * @param record the skipped record
   * @param failure the reason
   */
  record Skipped(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onSkipped(this);
    }
  }

  /**
   * A policy sends a record to the dead-letter topic; it blocks its partition until it is written
   * there.
   *
   * @param record the failed record
   * @param failure the reason
   */
  record Condemned(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onCondemned(this);
    }
  }

  /**
   * A record was written to the dead-letter topic.
   *
   * @param record the failed record
   * @param failure the reason
   */
  record DeadLettered(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDeadLettered(this);
    }
  }

  /**
   * A policy ends the instance because of a record.
   *
   * @param record the failed record
   * @param failure the reason
   */
  record Stopped(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStopped(this);
    }
  }

  /**
   * A record is parked in the quarantine, durably, and delivery goes on without it.
   *
   * @param metadata metadata of its event, as far as it is known
   * @param failure why it could not be applied; empty where it waits behind another record
   * @param behind offset of the parked record that it waits behind; empty where it has failed
   */
  record Parked(
      SourceRecord record,
      EventMetadata metadata,
      Optional<Failure> failure,
      Optional<Offset> behind)
      implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onParked(this);
    }
  }

  /** Handles each kind of event of a record. A new kind has a new method. */
  interface Visitor {
    void onStarted(Started event);

    void onDecoded(Decoded event);

    void onEventRepeated(EventRepeated event);

    void onIdsNotUnique(IdsNotUnique event);

    void onPlanned(Planned event);

    void onRetrying(Retrying event);

    void onGotOn(GotOn event);

    void onWriteInDoubt(WriteInDoubt event);

    void onApplied(Applied event);

    void onListenerFailed(ListenerFailed event);

    void onTombstonePassed(TombstonePassed event);

    void onSkipped(Skipped event);

    void onCondemned(Condemned event);

    void onDeadLettered(DeadLettered event);

    void onParked(Parked event);

    void onStopped(Stopped event);
  }
}
