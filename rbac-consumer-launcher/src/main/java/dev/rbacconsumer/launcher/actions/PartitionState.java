package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.SnapshotSource;
import java.util.Optional;

/** Describes the state of a partition in a few words, for the audit trail. Thread-safe. */
final class PartitionState {
  private static final String NOT_HELD = "not held by this instance";

  private final SnapshotSource status;

  PartitionState(SnapshotSource status) {
    this.status = status;
  }

  /** Returns the state of a partition, such as {@code blocked, position 17}. */
  String of(PartitionId partition) {
    return status.snapshot().stream()
        .flatMap(snapshot -> snapshot.partitions().stream())
        .filter(it -> it.partition().equals(partition))
        .findFirst()
        .map(PartitionState::words)
        .orElse(NOT_HELD);
  }

  private static String words(PartitionStatus partition) {
    Optional<String> blocked =
        partition
            .blocked()
            .map(it -> " at offset %s after %d attempts".formatted(it.offset(), it.attempts()));
    return "%s%s, position %s"
        .formatted(
            partition.condition().label(),
            blocked.orElse(""),
            partition.position().map(it -> Long.toString(it.value())).orElse("unknown"));
  }
}
