package dev.rbacconsumer.kafka.internal.group;

import java.util.Locale;

/** States of a partition, as far as they can be seen from outside. The labels are public. */
public enum GroupPartitionState {
  /** The log does not hold the next record, or is another log than that of the commit. */
  DATA_LOSS(true),
  /** An operator has paused it; a record may have blocked it before. */
  PAUSED(true),
  /** Its next record has failed, and later records wait. */
  BLOCKED(true),
  /** No member of the group has it. */
  UNOWNED(true),
  /** The brokers do not say where its log ends. */
  UNKNOWN(true),
  /** Records that the store may have seen are replayed by last word. */
  REPLAYING(false),
  /** All readable records are committed; an open transaction hides further ones. */
  WAITING_FOR_TRANSACTION(false),
  /** All records are committed. */
  IDLE(false),
  /** It has an owner, and records that are not committed. */
  RUNNING(false);

  private final boolean needsAttention;

  GroupPartitionState(boolean needsAttention) {
    this.needsAttention = needsAttention;
  }

  /** Returns whether an operator should look at the partition. */
  public boolean needsAttention() {
    return needsAttention;
  }

  /** Returns the stable word for the state. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
