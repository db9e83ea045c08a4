package dev.rbacconsumer.core.status;

import java.util.Optional;

/** Source of the delivery status. Several threads may call it concurrently; it does not wait. */
@FunctionalInterface
public interface SnapshotSource {
  /** Returns the current status; empty if the consumer is switched off. */
  Optional<StatusSnapshot> snapshot();
}
