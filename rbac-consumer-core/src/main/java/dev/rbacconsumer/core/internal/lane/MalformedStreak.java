package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import java.util.function.Predicate;

/**
 * Counts the malformed records of a partition that were passed over without a good record between
 * them. At the limit of {@link FailurePolicies#malformedStreak} the partition blocks, so that a
 * wrong converter does not drain a topic.
 *
 * <p>A record is good when it decodes to an event. Tombstones and invalid records neither continue
 * nor end a streak. A lane begins at zero, and keeps its count when it reads records again after
 * its fence was lost. Not thread-safe.
 */
final class MalformedStreak {
  private final FailurePolicies policies;
  private int length;

  /** Offset of the latest record that was counted or that ended a streak. */
  private long latest;

  MalformedStreak(FailurePolicies policies) {
    this(policies, 0, -1);
  }

  private MalformedStreak(FailurePolicies policies, int length, long latest) {
    this.policies = policies;
    this.length = length;
    this.latest = latest;
  }

  /** Counts a settled record, unless it was read and counted before. */
  void settled(InFlightRecord entry) {
    if (isNew(entry) && entry.isMalformed()) {
      length++;
      latest = entry.record.offset().value();
    } else if (isNew(entry) && entry.hasRecipients()) {
      length = 0;
      latest = entry.record.offset().value();
    }
  }

  /**
   * Returns whether a record, the next to be settled, reaches the limit and must not be passed
   * over.
   */
  boolean blocksAt(InFlightRecord entry) {
    return entry.isMalformed()
        && isNew(entry)
        && !policies.block(entry.decoding())
        && policies.malformedStreak() > 0
        && length + 1 >= policies.malformedStreak();
  }

  /**
   * Returns a predicate: nothing may be applied from an entry on, by its policy or by this streak.
   * It has to be asked for each unsettled entry in the order of offsets, and only once.
   */
  Predicate<InFlightRecord> blocking() {
    MalformedStreak ahead = new MalformedStreak(policies, length, latest);
    return entry -> {
      boolean blocks = policies.block(entry.decoding()) || ahead.blocksAt(entry);
      ahead.settled(entry);
      return blocks;
    };
  }

  /** Returns the failure of the record that reaches the limit. */
  Failure failure(Failure ofRecord) {
    return new Failure(
        FailureClass.MALFORMED,
        FailurePolicies.MALFORMED_STREAK,
        ("malformed message number %d without a good one in between, the limit of"
                + " RBAC_KAFKA_CONSUMER_MALFORMED_STREAK, so none is passed over any more: %s")
            .formatted(length + 1, ofRecord.message()));
  }

  private boolean isNew(InFlightRecord entry) {
    return entry.record.offset().value() > latest;
  }
}
