package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.record.SourceRecord;

/** Thrown when the policy for a failing record ends the instance. The instance has no defect. */
public final class DeliveryStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryStoppedException(SourceRecord record, Failure failure) {
    super(
        "stopped at %s, as the policy for %s records says: %s"
            .formatted(record, failure.kind().label(), failure));
  }
}
