package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.core.status.StatusSnapshot;
import java.util.Optional;

/** Who knows how delivery stands. Asked by several threads at once; answers at once. */
@FunctionalInterface
public interface SnapshotSource {
  /** How it stands now; empty where the consumer is switched off. */
  Optional<StatusSnapshot> snapshot();
}
