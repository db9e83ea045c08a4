package dev.rbacconsumer.relations;

import io.grpc.Status;
import java.util.Locale;

/**
 * What a failed call means: the one table from status and reason to kind. Pure.
 *
 * @param kind what it allows us to conclude
 * @param reason stable word for a metric label
 * @param error what came over the wire
 */
record StoreFault(Kind kind, String reason, StoreError error) {

  /** The conclusions there are. */
  enum Kind {
    /** Our token is not in force any more. */
    FENCE_LOST,
    /** Too much in one request; less may pass. */
    TOO_MUCH,
    /** The request is refused for what is in it. */
    REFUSED,
    /** A precondition failed and it does not say which: nothing may be concluded. */
    UNCLEAR,
    /** Nothing is wrong with the request; it may pass later, or once the set-up is mended. */
    LATER
  }

  static final String LOCK_TYPES_MISSING = "lock_types_missing";
  static final String REQUEST_TOO_LARGE = "request_too_large";
  static final String TOO_MANY_UPDATES = "too_many_updates_in_request";

  private static final String PREFIX = StoreError.REASON_PREFIX;
  private static final String PRECONDITION = PREFIX + "WRITE_OR_DELETE_PRECONDITION_FAILURE";
  private static final String UNKNOWN_DEFINITION = PREFIX + "UNKNOWN_DEFINITION";
  private static final String UNKNOWN_RELATION = PREFIX + "UNKNOWN_RELATION_OR_PERMISSION";
  private static final String TOO_MANY = PREFIX + "TOO_MANY_UPDATES_IN_REQUEST";
  private static final String LOCK_TYPE = "kessel/lock";
  private static final String LOCK_VERSION_TYPE = "kessel/lockversion";
  private static final String PRECONDITION_PHRASE = "unable to satisfy write precondition";

  static StoreFault of(StoreError error) {
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
   * The same fault where less cannot be sent. The store's own limit of updates makes it a refusal;
   * a transaction that failed, or a limit of bytes, which may be that of a proxy, can be another
   * one tomorrow.
   */
  StoreFault asLeastPossible() {
    Kind least = error.code() == Status.Code.INVALID_ARGUMENT ? Kind.REFUSED : Kind.LATER;
    return kind == Kind.TOO_MUCH ? new StoreFault(least, reason, error) : this;
  }

  /** Whether the schema lacks the types that locks and marks are made of. */
  boolean isLockTypesMissing() {
    return reason.equals(LOCK_TYPES_MISSING);
  }

  /** Whether the text must stay out of messages: it prints a lock token, maybe not even ours. */
  boolean textHoldsToken() {
    return error.reason().equals(PRECONDITION) || error.text().contains(PRECONDITION_PHRASE);
  }

  private static StoreFault failedPrecondition(StoreError error) {
    String reason = error.reason();
    if (reason.equals(PRECONDITION)) {
      return error.detail("precondition_resource_type").equals(LOCK_TYPE)
          ? new StoreFault(Kind.FENCE_LOST, "fence_lost", error)
          : new StoreFault(Kind.UNCLEAR, word(error), error);
    }
    if (reason.isEmpty() && error.text().contains(PRECONDITION_PHRASE)) {
      return new StoreFault(Kind.FENCE_LOST, "fence_lost", error);
    }
    if (reason.equals(UNKNOWN_DEFINITION) || reason.equals(UNKNOWN_RELATION)) {
      // Without the lock types nothing can be written at all: no fault of this change.
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

  /** The store's reason in snake case where it gave one, the code's name otherwise. */
  private static String word(StoreError error) {
    String name =
        error.namesReason() ? error.reason().substring(PREFIX.length()) : error.code().name();
    return name.toLowerCase(Locale.ROOT);
  }
}
