package dev.rbacconsumer.core.action;

import java.util.Locale;

/**
 * The result of an operator's action.
 *
 * @param code what came of it
 * @param message one sentence for the operator, bounded, without secrets
 */
public record ActionReply(Code code, String message) {
  /** Results of actions. The labels are public: responses, logs and metrics use them. */
  public enum Code {
    /** The action has been carried out, and its effect is durable. */
    DONE,
    /** The action is in effect in this instance, but no commit has confirmed it in time. */
    UNCONFIRMED,
    /** The attempt was made, and failed. */
    STILL_FAILING,
    /** Another record is the first one of the partition. */
    HEAD_MOVED,
    /** The record at the offset has another digest. */
    OTHER_RECORD,
    /** The partition is neither blocked nor paused: the record is about to be applied. */
    NOT_BLOCKED,
    /** There is nothing that could be done sooner, or no record that could be set aside. */
    NOTHING_WAITS,
    /** The partition is paused already. */
    ALREADY_PAUSED,
    /** The partition is not paused. */
    NOT_PAUSED,
    /** The partition is paused, and nothing is attempted until it is resumed. */
    PAUSED,
    /** Another action on the partition is in progress. */
    BUSY,
    /** The instance has not begun with the records of the partition, or reads them again. */
    NOT_READY,
    /** The partition is blocked by its first record, which comes first. */
    BLOCKED,
    /** The quarantine of the partition holds no record at the offset. */
    NOT_PARKED,
    /** Records that may have changed the tuples of the dead letter are no longer in the log. */
    RECORDS_GONE,
    /** The instance has no dead-letter topic. */
    NO_DEAD_LETTERS,
    /** The dead-letter topic holds no letter at the place. */
    NO_LETTER,
    /** An operator gave the record up, so it is never replayed. */
    GIVEN_UP,
    /** The letter was replayed before, and the request does not ask for another time. */
    ALREADY_REPLAYED,
    /** The dead-letter topic could not be read, so nothing was begun. */
    LETTERS_UNREADABLE,
    /** The record could not be copied, so it was not set aside. */
    NOT_COPIED,
    /** The partition went to another instance meanwhile. */
    HANDED_OVER,
    /** Another instance holds the partition, or none does. */
    NOT_OWNER,
    /** The instance does not deliver. */
    NOT_DELIVERING;

    /** Returns the kind of the result. */
    public Result result() {
      return switch (this) {
        case DONE -> Result.DONE;
        case UNCONFIRMED -> Result.UNCONFIRMED;
        case STILL_FAILING, NOT_COPIED, LETTERS_UNREADABLE -> Result.FAILED;
        case HEAD_MOVED,
            OTHER_RECORD,
            NOT_BLOCKED,
            NOTHING_WAITS,
            ALREADY_PAUSED,
            NOT_PAUSED,
            PAUSED,
            BUSY,
            BLOCKED,
            NOT_PARKED,
            RECORDS_GONE,
            NO_DEAD_LETTERS,
            NO_LETTER,
            GIVEN_UP,
            ALREADY_REPLAYED,
            NOT_READY,
            HANDED_OVER,
            NOT_OWNER,
            NOT_DELIVERING ->
            Result.REFUSED;
      };
    }

    /** Returns the label of the result. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Kinds of results. The labels are public: metrics use them. */
  public enum Result {
    /** The action is in effect, durably. */
    DONE,
    /** The action is in effect in this instance, but perhaps not durably. */
    UNCONFIRMED,
    /** The action was tried, and failed. */
    FAILED,
    /** The action was not begun. */
    REFUSED;

    /** Returns the label of the kind. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
