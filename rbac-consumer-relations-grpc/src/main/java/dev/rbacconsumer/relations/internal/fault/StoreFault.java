package dev.rbacconsumer.relations.internal.fault;

import dev.rbacconsumer.core.outcome.FailureReason;
import io.grpc.Status;
import java.util.Locale;

/**
 * Classification of a failed gRPC call, by its status code and error reason. Pure.
 *
 * @param kind conclusion that the fault allows
 * @param reason stable word for a metric label
 * @param error error as received
 */
public record StoreFault(Kind kind, String reason, StoreError error) {

  /** Possible conclusions. */
  public enum Kind {
    /** Our token is no longer in force. */
    FENCE_LOST,
    /** The request holds too much; a smaller one may succeed. */
    TOO_MUCH,
    /** The request is refused for its content. */
    REFUSED,
    /** A precondition failed and the error does not name it: no conclusion is possible. */
    UNCLEAR,
    /** The request is correct; it may succeed later, or after the set-up is corrected. */
    LATER
  }

  public static final String LOCK_TYPES_MISSING = FailureReason.LOCK_TYPES_MISSING.word();
  static final String REQUEST_TOO_LARGE = FailureReason.REQUEST_TOO_LARGE.word();
  static final String TOO_MANY_UPDATES = FailureReason.TOO_MANY_UPDATES_IN_REQUEST.word();

  private static final String PREFIX = StoreError.REASON_PREFIX;
  private static final String PRECONDITION = PREFIX + "WRITE_OR_DELETE_PRECONDITION_FAILURE";
  private static final String UNKNOWN_DEFINITION = PREFIX + "UNKNOWN_DEFINITION";
  private static final String UNKNOWN_RELATION = PREFIX + "UNKNOWN_RELATION_OR_PERMISSION";
  private static final String TOO_MANY = PREFIX + "TOO_MANY_UPDATES_IN_REQUEST";
  private static final String LOCK_TYPE = "kessel/lock";
  private static final String LOCK_VERSION_TYPE = "kessel/lockversion";
  private static final String PRECONDITION_PHRASE = "unable to satisfy write precondition";

  /** Classifies an error. */
  public static StoreFault of(StoreError error) {
    return switch (error.code()) {
      case FAILED_PRECONDITION -> failedPrecondition(error);
      case INVALID_ARGUMENT -> tooManyOr(Kind.REFUSED, error);
      case ABORTED -> tooManyOr(Kind.LATER, error);
      case RESOURCE_EXHAUSTED, OUT_OF_RANGE, UNKNOWN ->
          SizeRefusal.namesSize(error)
              ? new StoreFault(Kind.TOO_MUCH, REQUEST_TOO_LARGE, error)
              : new StoreFault(Kind.LATER, word(error), error);
      case ALREADY_EXISTS -> new StoreFault(Kind.REFUSED, word(error), error);
      default -> new StoreFault(Kind.LATER, word(error), error);
    };
  }

  /**
   * Returns the fault for a request that cannot be split further. The store's own limit on updates
   * makes it a refusal; a failed transaction, or a limit in bytes, which may be a proxy's, can
   * change later.
   */
  public StoreFault asLeastPossible() {
    Kind least = error.code() == Status.Code.INVALID_ARGUMENT ? Kind.REFUSED : Kind.LATER;
    return kind == Kind.TOO_MUCH ? new StoreFault(least, reason, error) : this;
  }

  /** Returns whether the schema lacks the types of locks and marks. */
  public boolean isLockTypesMissing() {
    return reason.equals(LOCK_TYPES_MISSING);
  }

  /**
   * Returns whether the text must not appear in messages: it holds a lock token, possibly another
   * owner's.
   */
  boolean textHoldsToken() {
    return error.reason().equals(PRECONDITION) || error.text().contains(PRECONDITION_PHRASE);
  }

  private static StoreFault failedPrecondition(StoreError error) {
    String reason = error.reason();
    if (reason.equals(PRECONDITION)) {
      return error.detail("precondition_resource_type").equals(LOCK_TYPE)
          ? new StoreFault(Kind.FENCE_LOST, FailureReason.FENCE_LOST.word(), error)
          : new StoreFault(Kind.UNCLEAR, word(error), error);
    }
    if (reason.isEmpty() && error.text().contains(PRECONDITION_PHRASE)) {
      return new StoreFault(Kind.FENCE_LOST, FailureReason.FENCE_LOST.word(), error);
    }
    if (reason.equals(UNKNOWN_DEFINITION) || reason.equals(UNKNOWN_RELATION)) {
      // Without the lock types no change can be written: the fault is not this change's.
      return isLockType(error.detail("definition_name"))
          ? new StoreFault(Kind.LATER, LOCK_TYPES_MISSING, error)
          : new StoreFault(Kind.REFUSED, word(error), error);
    }
    return new StoreFault(Kind.UNCLEAR, word(error), error);
  }

  private static boolean isLockType(String definition) {
    return definition.equals(LOCK_TYPE) || definition.equals(LOCK_VERSION_TYPE);
  }

  private static StoreFault tooManyOr(Kind kind, StoreError error) {
    return error.reason().equals(TOO_MANY)
        ? new StoreFault(Kind.TOO_MUCH, TOO_MANY_UPDATES, error)
        : new StoreFault(kind, word(error), error);
  }

  /** Returns the store's reason in snake case, or else the name of the code. */
  private static String word(StoreError error) {
    String name =
        error.namesReason() ? error.reason().substring(PREFIX.length()) : error.code().name();
    return name.toLowerCase(Locale.ROOT);
  }
}
