package dev.rbacconsumer.testkit.simulation.fault;

import java.util.Locale;

/** Faults in a simulation. */
public enum Fault {
  /** An instance ends at once, at any point of its work. */
  CRASH,
  /** An instance gets a signal to stop, and stops in order. */
  STOP,
  /** The group expels an instance that continues without knowing it. */
  EXPULSION,
  /** Partitions move between instances that keep running. */
  REBALANCE,
  /** An instance pauses for a while, and the others continue. */
  PAUSE,
  /**
   * An instance pauses for minutes; the group expels it, and it does not know this when it resumes.
   */
  SUSPENSION,
  /** The time of day jumps, forward or back. */
  CLOCK_JUMP,
  /** A store call fails before it has any effect. */
  CALL_FAILS_BEFORE,
  /** A store call fails although it has had its effect. */
  CALL_FAILS_AFTER,
  /** A store call fails after a part of it has had its effect. */
  CALL_FAILS_HALF_WAY,
  /** A store call fails, and the rest of it takes effect at some later time. */
  CALL_LANDS_LATE,
  /** A store call is sent twice: one copy is answered, and the other takes effect later. */
  CALL_REPEATED,
  /** A port throws an error instead of an answer, before or after it has had its effect. */
  PORT_THROWS,
  /** Other instances continue while a store call is half done. */
  CALL_IS_SLOW,
  /** The store's schema lacks a type for a while. */
  STORE_REJECTS,
  /** The lock server does not answer. */
  LOCK_SERVER_DOWN,
  /** A lock is taken, but the answer to its new holder is lost. */
  LOCK_ANSWER_LOST,
  /**
   * Other instances continue between the two transactions of an acquisition, and may take the lock
   * too.
   */
  LOCK_RACE,
  /** A process outside the group takes a lock, as a consumer does that is being replaced. */
  LOCK_STOLEN,
  /** A commit never arrives. */
  COMMIT_LOST,
  /** A commit is durable, but its answer is lost. */
  COMMIT_ANSWER_LOST,
  /** A commit is refused. */
  COMMIT_REFUSED,
  /** The answer to a commit is delayed. */
  COMMIT_LATE,
  /** Records cannot be read. */
  POLL_FAILS,
  /** Committed positions cannot be read. */
  POSITION_UNREADABLE,
  /** The client that reads committed positions gets no answer. */
  POSITION_NOT_ANSWERED,
  /** A batch of the log cannot be read for a while. */
  UNREADABLE_BATCH,
  /** A dead letter cannot be written, or is written without an answer. */
  DEAD_LETTER_FAILS,
  /** The quarantine cannot be opened or written, or is written without an answer. */
  QUARANTINE_FAILS,
  /** The connector writes its last rows again, with the same ids and contents, in order. */
  EVENTS_REPEATED,
  /** A row has the id of an earlier one, and different content. */
  EVENT_ID_REUSED,
  /** A transaction stays open for a while: records written since its start cannot be read. */
  OPEN_TRANSACTION,
  /** A transaction is aborted: its records keep their offsets, and are not delivered. */
  ABORTED_TRANSACTION,
  /** An operator sets the group's position while the group has no members. */
  OPERATOR_RESET,
  /** The oldest records of a partition are deleted, even if they were not read. */
  RETENTION,
  /** The store loses all data, including locks and marks. */
  STORE_WIPED,
  /** The store is restored to an earlier state, including locks and marks. */
  STORE_RESTORED,
  /** A mark cannot be written to the store, or is written without an answer. */
  MARK_FAILS,
  /** The brokers forget the group's commits while the group has no members. */
  COMMITS_GONE,
  /** The topic is deleted and created again while the group has no members. */
  TOPIC_RECREATED,
  /** There is not enough space for the table of a replay. */
  REPLAY_TABLE_FULL;

  /** Returns the name in words, for figures and reports. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
