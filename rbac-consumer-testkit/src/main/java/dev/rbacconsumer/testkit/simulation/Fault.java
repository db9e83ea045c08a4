package dev.rbacconsumer.testkit.simulation;

/** Everything that can go wrong in a simulation. */
public enum Fault {
  /** An instance ends at once, wherever it is, and is gone. */
  CRASH,
  /** An instance is told to stop, and does so in order. */
  STOP,
  /** The group expels an instance that goes on and does not know it yet. */
  EXPULSION,
  /** Partitions move between instances that stay. */
  REBALANCE,
  /** An instance stands still for a while, and the world goes on. */
  PAUSE,
  /**
   * An instance stands still for minutes; the group expels it, and it does not know when it wakes.
   */
  SUSPENSION,
  /** The time of day jumps, forward or back. */
  CLOCK_JUMP,
  /** A call of the store fails before it has had any effect. */
  CALL_FAILS_BEFORE,
  /** A call of the store fails although it has had its effect. */
  CALL_FAILS_AFTER,
  /** A call of the store fails when a part of it has had its effect. */
  CALL_FAILS_HALF_WAY,
  /** A call of the store fails, and the rest of it takes effect at some later time. */
  CALL_LANDS_LATE,
  /** A call of the store is sent twice: one copy is answered, and the other lands later. */
  CALL_REPEATED,
  /** A port throws an error instead of an answer, before or after it has had its effect. */
  PORT_THROWS,
  /** Others go on while a call of the store is half done. */
  CALL_IS_SLOW,
  /** The store's schema lacks a type for a while. */
  STORE_REJECTS,
  /** The lock server does not answer. */
  LOCK_SERVER_DOWN,
  /** A lock is taken, but whoever took it is not told. */
  LOCK_ANSWER_LOST,
  /** Others go on between the two transactions in which a lock is taken, and may take it too. */
  LOCK_RACE,
  /** Somebody from outside of the group takes a lock, as a consumer that is being replaced does. */
  LOCK_STOLEN,
  /** A commit never arrives. */
  COMMIT_LOST,
  /** A commit is durable, but its answer is lost. */
  COMMIT_ANSWER_LOST,
  /** A commit is refused. */
  COMMIT_REFUSED,
  /** The answer to a commit takes its time. */
  COMMIT_LATE,
  /** Records cannot be read. */
  POLL_FAILS,
  /** Committed positions cannot be read. */
  POSITION_UNREADABLE,
  /** The client that reads committed positions never gets an answer. */
  POSITION_NOT_ANSWERED,
  /** A batch of the log cannot be read for a while. */
  UNREADABLE_BATCH,
  /** A dead letter cannot be kept, or is kept without an answer. */
  DEAD_LETTER_FAILS,
  /** The connector writes its last rows once more, with the same ids and contents, in order. */
  EVENTS_REPEATED,
  /** A row has the id of an earlier one, and another content. */
  EVENT_ID_REUSED,
  /** A transaction stays open for a while: what was written since it began cannot be read. */
  OPEN_TRANSACTION,
  /** A transaction is aborted: its records keep their offsets, and are never delivered. */
  ABORTED_TRANSACTION,
  /** An operator sets the group's position while nobody is in the group. */
  OPERATOR_RESET,
  /** The oldest records of a partition are deleted, whether anybody has read them or not. */
  RETENTION,
  /** The store loses everything, locks and marks included. */
  STORE_WIPED,
  /** The store is restored to an earlier state, locks and marks included. */
  STORE_RESTORED,
  /** A mark cannot be written to the store, or is written without an answer. */
  MARK_FAILS,
  /** The brokers forget what the group has committed, while nobody is in the group. */
  COMMITS_GONE,
  /** The topic is deleted and made anew while nobody is in the group. */
  TOPIC_RECREATED,
  /** There is no room for the table of a replay, or not enough. */
  REPLAY_TABLE_FULL
}
