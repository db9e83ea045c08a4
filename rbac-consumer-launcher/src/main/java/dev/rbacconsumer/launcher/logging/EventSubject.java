package dev.rbacconsumer.launcher.logging;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.WitnessEvent;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Finds the subject of an event. */
final class EventSubject {
  private EventSubject() {}

  /**
   * Returns the record, with the event's data about it; null if the event concerns no single
   * record.
   */
  static @Nullable RecordContext record(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Decoded it) {
      return new RecordContext(it.record(), it.decoding().metadata());
    } else if (event instanceof DeliveryEvent.Applied it) {
      return new RecordContext(it.record(), it.decoding().metadata());
    } else if (event instanceof DeliveryEvent.Planned it) {
      return new RecordContext(it.record(), it.decoding().metadata());
    } else if (event instanceof DeliveryEvent.Retrying it) {
      return new RecordContext(it.record(), it.metadata());
    } else if (event instanceof DeliveryEvent.Witness it) {
      return it.record()
          .map(record -> new RecordContext(record, metadata(it.event())))
          .orElse(null);
    }
    SourceRecord record = recordAlone(event);
    return record == null ? null : new RecordContext(record);
  }

  private static @Nullable SourceRecord recordAlone(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Started it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.ListenerFailed it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.TombstonePassed it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.GotOn it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.Skipped it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.Condemned it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.Stopped it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.WriteInDoubt it) {
      return it.record();
    } else if (event instanceof DeliveryEvent.PortFailed it) {
      return it.record().orElse(null);
    } else if (event instanceof DeliveryEvent.LaneFailed it) {
      return it.record().orElse(null);
    }
    return event instanceof DeliveryEvent.FenceLost it ? it.record().orElse(null) : null;
  }

  private static EventMetadata metadata(WitnessEvent event) {
    if (event instanceof WitnessEvent.IdsNotUnique it) {
      return it.metadata();
    }
    return event instanceof WitnessEvent.EventRepeated it ? it.metadata() : EventMetadata.UNKNOWN;
  }

  /**
   * Returns the partition of an event that concerns no single record; null if it concerns several
   * partitions, or none.
   */
  static @Nullable PartitionId partition(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Committed it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.FenceAcquired it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.FenceNotAcquired it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.Positioned it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.Recovering it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.PositionSetOutside it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.MarkUnreadable it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.DataLossBlocks it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.DataLossPassed it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.BatchUnreadable it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.BatchReadable it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.LaneOverdue it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.FenceLost it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.Witness it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.PortFailed it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.LaneFailed it) {
      return it.partition();
    } else if (event instanceof DeliveryEvent.Stalled it) {
      return it.partition().orElse(null);
    }
    return event instanceof DeliveryEvent.StallEnded it ? it.partition().orElse(null) : null;
  }
}
