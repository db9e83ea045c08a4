package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.json.FieldWriter;
import java.io.IOException;
import java.util.Set;

/** Advice for each problem, in a sentence or two, with the section of the runbook. */
public enum Advice {
  BUSY_STORE(
      "RBACConsumerPartitionBlocked",
      "Look at the Relations API, or at what the reason names. The consumer goes on by itself once"
          + " that answers."),
  NOT_LET_IN(
      "RBACConsumerPartitionBlocked",
      "The Relations API does not let the consumer in: check its credentials and what they allow."),
  REFUSED_CHANGE(
      "RBACConsumerPartitionBlocked",
      "The store refuses the message as it is, mostly because its schema lacks a type or a"
          + " relation. Bring the schema up to date; the next attempt passes."),
  BAD_MESSAGE(
      "RBACConsumerPartitionBlocked",
      "Take the message through rbac-consumer decode, and undo what made it upstream. The guide on"
          + " decoding a bad message says how to go on without it."),
  MALFORMED_STREAK(
      "RBACConsumerPartitionBlocked",
      "Message after message is not JSON, as with a wrong converter of the connector: correct what"
          + " writes to the topic. The runbook says how to pass over the messages that are there."),
  DAMAGED_LOG(
      "RBACConsumerPartitionBlocked",
      "Look at the batch with kafka-dump-log.sh on the broker, and make a replica that has it the"
          + " leader. The consumer reads it again by itself. The runbook says how to go on"
          + " without it."),
  LOCK(
      "RBACConsumerPartitionBlocked",
      "See the reason. Where another consumer holds the lock, stop one of the two. Where the store"
          + " has forgotten the lock or a mark, it has lost data: see whether it was restarted"
          + " empty or restored."),
  RECORDS_GONE(
      "RBACConsumerRecordsGone",
      "Replicate anew what was lost, then move the group's offset. The guide for when records are"
          + " gone has the steps."),
  COMPACTED_TOPIC(
      "RBACConsumerRecordsGone",
      "Set cleanup.policy of the topic to delete, and have RBAC replicate again what may be"
          + " missing. The consumer then reads on by itself. The guide for when records are gone"
          + " has the commands."),
  STORE_LOST(
      "RBACConsumerStoreLost",
      "Restore the store, or let the log be applied again with"
          + " RBAC_KAFKA_CONSUMER_ON_STORE_LOSS=replay."),
  MARK(
      "RBACConsumerPartitionBlocked",
      "Look at the Relations API, or at what the reason names. The mark is written by itself once"
          + " that answers; where the store has no mark yet, nothing is applied before."),
  REPLAY(
      "RBACConsumerPartitionBlocked",
      "Change the setting that the reason names and restart, or set"
          + " RBAC_KAFKA_CONSUMER_REPLAY=step-by-step, which needs no table and lets older states"
          + " come back for a while."),
  PASSED_OVER(
      "RBACConsumerMessagesPassedOver",
      "What these messages should have changed is not in the store. The log has every offset: find"
          + " out what they were, and have RBAC replicate it again."),
  STALL(
      "RBACConsumerThreadStalled",
      "Keep the log: it has what every thread does. Liveness fails by itself after a while."),
  COMMITS(
      "RBACConsumerCommitFailures",
      "See whether the group's coordinator is well, and whether the user may commit for the group."
          + " Nothing is lost."),
  KAFKA(
      "RBACConsumerStalled",
      "See whether the brokers can be reached from here, and whether the user may read the topic"
          + " and the group.");

  /**
   * Reasons of the Relations API that concern the caller's credentials, and not the health of the
   * API.
   */
  private static final Set<String> CREDENTIALS = Set.of("unauthenticated", "permission_denied");

  private final String section;
  private final String text;

  Advice(String section, String text) {
    this.section = section;
    this.text = text;
  }

  /** Returns the advice for a record that failed. */
  static Advice on(Failure failure) {
    return switch (failure.kind()) {
      case MALFORMED ->
          failure.reason().equals(FailurePolicies.MALFORMED_STREAK)
              ? MALFORMED_STREAK
              : BAD_MESSAGE;
      case INVALID -> BAD_MESSAGE;
      case REJECTED -> REFUSED_CHANGE;
      case UNREADABLE -> DAMAGED_LOG;
      case TRANSIENT -> CREDENTIALS.contains(failure.reason()) ? NOT_LET_IN : BUSY_STORE;
    };
  }

  /** Returns the advice for a partition with data loss, which is not read on. */
  static Advice on(DataLoss loss) {
    return switch (loss.kind()) {
      case BELOW_START, BEYOND_END, RECREATED, COMMITS_LOST -> RECORDS_GONE;
      case COMPACTED -> COMPACTED_TOPIC;
      case STORE_LOST, STORE_RESTORED -> STORE_LOST;
    };
  }

  /** Returns the section of the runbook. */
  public String section() {
    return section;
  }

  void write(FieldWriter fields) throws IOException {
    write(text, fields);
  }

  /** Writes the advice with the offsets, if the remedy depends on them. */
  void write(DataLoss loss, FieldWriter fields) throws IOException {
    write(this == STORE_LOST ? loss.advice() + "." : text, fields);
  }

  private void write(String advice, FieldWriter fields) throws IOException {
    fields.text("advice", advice);
    fields.text("runbook", section);
  }
}
