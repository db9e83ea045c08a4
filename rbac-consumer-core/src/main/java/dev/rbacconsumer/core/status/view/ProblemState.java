package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.event.FailureClass;

/** Kinds of problems that the status shows, with the advice where the reason is not known. */
public enum ProblemState {
  TRANSIENT(
      "a message: `transient`",
      Section.BLOCKED,
      "An attempt at the message failed for a reason that this consumer does not know: look it up"
          + " in the log of the Relations API, or of the handler of this type of message."
          + " The consumer tries again by itself."),
  REJECTED(
      "a message: `rejected`",
      Section.BLOCKED,
      "The store or a handler refuses the message for a reason that this consumer does not know:"
          + " look it up in the log of the Relations API, or of the handler. The consumer tries"
          + " again by itself."),
  INVALID(
      "a message: `invalid`",
      Section.BLOCKED,
      "Take the message through rbac-consumer decode, and correct what made it upstream."
          + " The message stays as it is in the log; the guide on decoding a bad message says how"
          + " to go on without it."),
  MALFORMED(
      "a message: `malformed`",
      Section.BLOCKED,
      "Take the value through rbac-consumer decode, and find out what wrote it to the topic."
          + " It stays as it is in the log; the guide on decoding a bad message says how to go on"
          + " without it."),
  UNREADABLE(
      "a batch: `unreadable`",
      Section.BLOCKED,
      "The Kafka client cannot read a batch of the log: the reason has its error. The consumer"
          + " reads the batch again by itself. The runbook says how to go on without it."),
  LOCK(
      "the lock",
      Section.BLOCKED,
      "The lock of the partition cannot be taken, for a reason that this consumer does not know:"
          + " look it up in the log of the Relations API. The consumer tries again by itself; until"
          + " the lock is taken, no message of the partition is applied."),
  MARK(
      "the mark",
      Section.BLOCKED,
      "The mark in the store cannot be written, for a reason that this consumer does not know: look"
          + " it up in the log of the Relations API. The consumer tries again by itself; where the"
          + " store has no mark yet, no message is applied before."),
  REPLAY(
      "a replay",
      Section.BLOCKED,
      "The replay cannot continue: see the reason. The consumer tries again by itself."),
  DATA_LOSS(
      "data loss",
      Section.RECORDS_GONE,
      "The log, the commits of the group and the store disagree: see the reason, and the guide for"
          + " when records are gone."),
  PASSED_OVER(
      "messages passed over",
      Section.PASSED_OVER,
      "Find out what these messages were: the log has every offset, with its reason."
          + " What they should have changed is not in the store: replay what was set aside with"
          + " rbac-consumer dead-letters, or have RBAC replicate it again."),
  STALL(
      "a stall",
      Section.STALLED,
      "Keep the log: it has what every thread does. Check the pod for CPU throttling and long"
          + " pauses, and report the threads as a defect. Liveness fails by itself after a while."),
  PAUSED(
      "a pause",
      Section.PAUSED,
      "An operator has paused the partition: ask the one who did, and end the pause with"
          + " rbac-consumer resume. It outlasts restarts and rebalances; until then, no message of"
          + " the partition is applied."),
  QUARANTINE(
      "the quarantine",
      Section.QUARANTINED,
      "Messages wait in the quarantine, and with them every later one that touches the same"
          + " objects. Remove the cause, and release them, oldest first, with rbac-consumer"
          + " quarantine replay."),
  QUARANTINE_CLOSED(
      "a quarantine that cannot be opened",
      Section.QUARANTINED,
      "See the reason. Check that the topic of RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC exists, and"
          + " that the user may read and write it with transactions. Nothing of the partition is"
          + " applied meanwhile; the consumer tries again by itself."),
  OPEN_TRANSACTION(
      "an open transaction",
      "RBACConsumerOpenTransaction",
      "A producer has not ended a transaction, and nothing behind it can be read. Find it with"
          + " kafka-transactions.sh find-hanging, and end or abort it. The consumer goes on"
          + " reading behind it without a restart."),
  COMMITS(
      "commits",
      "RBACConsumerCommitFailures",
      "See whether the group's coordinator is well, and whether the user may commit for the group."
          + " Nothing is lost."),
  KAFKA(
      "Kafka",
      "RBACConsumerStalled",
      "See the reason. Check that the brokers can be reached from here, that they accept the login,"
          + " and that the user may read the topic and the group. The consumer tries again by"
          + " itself.");

  private final String label;
  private final String section;
  private final String text;

  ProblemState(String label, String section, String text) {
    this.label = label;
    this.section = section;
    this.text = text;
  }

  /** Returns the state of a record that failed with this class. */
  static ProblemState of(FailureClass kind) {
    return switch (kind) {
      case MALFORMED -> MALFORMED;
      case INVALID -> INVALID;
      case REJECTED -> REJECTED;
      case UNREADABLE -> UNREADABLE;
      case TRANSIENT -> TRANSIENT;
    };
  }

  /** Returns a few words for the documentation. */
  public String label() {
    return label;
  }

  /** Returns the advice for this state where the reason is not known. */
  public Advice general() {
    return new Advice(section, text);
  }
}
