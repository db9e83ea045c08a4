package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.record.SourceRecord;

/** The instance ends because of a record, under a policy that says so. Nothing is wrong with it. */
public final class DeliveryStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryStoppedException(SourceRecord record, Failure failure) {
    super(
        "stopped at %s, as the policy for %s records says: %s"
            .formatted(record, failure.kind().label(), failure));
  }
}
