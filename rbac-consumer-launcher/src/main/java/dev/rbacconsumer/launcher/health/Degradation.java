package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that keeps work from being done, or kept some from being done a short time ago, and
 * that no restart would help.
 *
 * @param kind what kind of thing
 * @param partition whose work waits; empty where it is not that of one partition
 * @param reason in a few words, without a secret
 * @param since when it has been so without a break
 */
record Degradation(Kind kind, Optional<PartitionId> partition, String reason, Instant since) {
  /** What there is. The labels are public: probes show them. */
  enum Kind {
    /** An attempt failed, at a message, the lock or a replay, and none has succeeded since. */
    BLOCKED("blocked"),
    /** The log no longer holds what comes next, or the store has lost what was applied. */
    DATA_LOSS("data_loss"),
    /** A thread stands still without a reason. */
    STALLED("stalled"),
    /** A commit failed, and none has succeeded since. */
    COMMITS("commits"),
    /** The store could not be marked, and has not been since. */
    MARK("mark"),
    /** Messages were skipped or set aside, the latest a short time ago. */
    PASSED_OVER("passed_over"),
    /** Kafka cannot be read. */
    SOURCE("source");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
