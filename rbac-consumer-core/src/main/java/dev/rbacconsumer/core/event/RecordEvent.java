package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event that concerns one record. */
public sealed interface RecordEvent extends DeliveryEvent {
  /** Returns the record. */
  SourceRecord record();

  /** Returns the partition of the record. */
  default PartitionId partition() {
    return record().partition();
  }

  /** Returns what is known about the content of the record; nothing where it is not decoded yet. */
  default EventMetadata metadata() {
    return EventMetadata.UNKNOWN;
  }

  /** Calls the method of this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      WitnessEvent.Visitor witnesses,
      InstanceEvent.Visitor instance) {
    accept(records);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<WitnessEvent, R> ofWitness,
      Function<InstanceEvent, R> ofInstance) {
    return ofRecord.apply(this);
  }

  /**
   * A record's turn has come.
   *
   * @param record its first attempt is about to begin
   */
  record Started(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStarted(this);
    }
  }

  /**
   * A record was decoded and is about to be handed on.
   *
   * @param record which
   * @param decoding what it turned out to be: relations or workspace
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
   * A record was passed over: it repeats an event that was applied before.
   *
   * @param record which
   * @param metadata what is known about the event
   */
  record EventRepeated(SourceRecord record, EventMetadata metadata) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onEventRepeated(this);
    }
  }

  /**
   * Two events of the topic have one id and different contents, so no event is passed over any more
   * because of its id.
   *
   * @param record of the second event
   * @param metadata what is known about the second event
   */
  record IdsNotUnique(SourceRecord record, EventMetadata metadata) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onIdsNotUnique(this);
    }
  }

  /**
   * A dry run has read and checked a record, and nothing was done with it.
   *
   * @param action what delivery would do with it
   * @param failure why it would not be applied; empty where nothing is wrong with it
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
   * An attempt failed; the record blocks its partition until one succeeds.
   *
   * @param record which
   * @param metadata what is known about its event
   * @param failure why
   * @param violation the first fault of the message, where the message is at fault
   * @param attempt which attempt failed, from 1
   * @param delay wait before the next one
   */
  record Retrying(
      SourceRecord record,
      EventMetadata metadata,
      Failure failure,
      @Nullable Violation violation,
      int attempt,
      Duration delay)
      implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onRetrying(this);
    }
  }

  /** A record that had failed makes progress: a part of its change is applied, and more follows. */
  record GotOn(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onGotOn(this);
    }
  }

  /**
   * An attempt to apply a record, whether it failed or succeeded in the end, may still take effect:
   * it made a call that the store has not answered. A new fence, which voids it, is taken before
   * anything newer is written. Reported once for each fence.
   *
   * @param record the first one that the attempt was for
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
   * @param record which
   * @param decoding what it was
   * @param attempts how many it took, at least 1
   * @param elapsed since its first attempt began
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
   * @param record which was applied
   * @param listener who
   * @param message one sentence
   */
  record ListenerFailed(SourceRecord record, AppliedListener listener, String message)
      implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onListenerFailed(this);
    }
  }

  /** A tombstone was passed over. */
  record TombstonePassed(SourceRecord record) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onTombstonePassed(this);
    }
  }

  /**
   * A record was given up under a policy that says so.
   *
   * @param record which
   * @param failure why
   */
  record Skipped(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onSkipped(this);
    }
  }

  /**
   * A record will be set aside under a policy that says so; it blocks its partition until that is
   * done.
   *
   * @param record which
   * @param failure why
   */
  record Condemned(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onCondemned(this);
    }
  }

  /**
   * A record is safe among the dead letters.
   *
   * @param record which
   * @param failure why it was set aside
   */
  record DeadLettered(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDeadLettered(this);
    }
  }

  /**
   * The instance ends because of a record, under a policy that says so.
   *
   * @param record which
   * @param failure why
   */
  record Stopped(SourceRecord record, Failure failure) implements RecordEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStopped(this);
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

    void onStopped(Stopped event);
  }
}
