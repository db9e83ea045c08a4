package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Problem that prevents work, or prevented some a short time ago, and that no restart would solve.
 *
 * @param kind kind of the problem
 * @param partition affected partition; empty if it is not a single one
 * @param reason reason in a few words, without a secret
 * @param since start of the problem, without a break since
 */
public record Degradation(
    Kind kind, Optional<PartitionId> partition, String reason, Instant since) {
  /** Kinds of problems. The labels are public: probes show them. */
  public enum Kind {
    /** An attempt failed, on a message, the lock or a replay, and none has succeeded since. */
    BLOCKED("blocked"),
    /** An operator has paused the partition. */
    PAUSED("paused"),
    /** Messages are parked in the quarantine, or it cannot be opened. */
    QUARANTINE("quarantine"),
    /** The log no longer holds the next record, or the store has lost applied changes. */
    DATA_LOSS("data_loss"),
    /** A thread makes no progress, without a reason. */
    STALLED("stalled"),
    /** A commit failed, and none has succeeded since. */
    COMMITS("commits"),
    /** A mark could not be written to the store, and none has been written since. */
    MARK("mark"),
    /** An open transaction has hidden records for a minute or longer. */
    OPEN_TRANSACTION("open_transaction"),
    /** Messages were skipped or sent to the dead-letter topic, the latest a short time ago. */
    PASSED_OVER("passed_over"),
    /** Kafka cannot be read. */
    SOURCE("source");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the public label. */
    public String label() {
      return label;
    }
  }
}
