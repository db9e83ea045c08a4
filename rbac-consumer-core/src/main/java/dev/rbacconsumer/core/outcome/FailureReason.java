package dev.rbacconsumer.core.outcome;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reasons of failed attempts that this product knows: status codes of gRPC, reasons of SpiceDB, and
 * those of the product itself. A store, or a handler of an embedding program, may give others. The
 * words are public: status, logs and metrics show them.
 */
public enum FailureReason {
  // Status codes of gRPC, where the answer gives no reason of its own.
  ABORTED,
  ALREADY_EXISTS,
  CANCELLED,
  DATA_LOSS,
  DEADLINE_EXCEEDED,
  FAILED_PRECONDITION,
  INTERNAL,
  INVALID_ARGUMENT,
  NOT_FOUND,
  OUT_OF_RANGE,
  PERMISSION_DENIED,
  RESOURCE_EXHAUSTED,
  UNAUTHENTICATED,
  UNAVAILABLE,
  UNIMPLEMENTED,
  UNKNOWN,

  // Reasons of SpiceDB.
  ATTEMPT_TO_RECREATE_RELATIONSHIP,
  CANNOT_UPDATE_PERMISSION,
  EMPTY_PRECONDITION,
  EXCEEDS_MAXIMUM_ALLOWABLE_LIMIT,
  INMEMORY_TOO_MANY_CONCURRENT_UPDATES,
  INVALID_CURSOR,
  INVALID_FILTER,
  INVALID_SUBJECT_TYPE,
  SCHEMA_PARSE_ERROR,
  SCHEMA_TYPE_ERROR,
  SERIALIZATION_FAILURE,
  SERVICE_READ_ONLY,
  TOO_MANY_PRECONDITIONS_IN_REQUEST,
  TOO_MANY_RELATIONSHIPS_FOR_TRANSACTIONAL_DELETE,
  TOO_MANY_UPDATES_IN_REQUEST,
  TRANSACTION_METADATA_TOO_LARGE,
  UNKNOWN_DEFINITION,
  UNKNOWN_RELATION_OR_PERMISSION,
  UPDATES_ON_SAME_RELATIONSHIP,
  WILDCARD_NOT_ALLOWED,
  WRITE_OR_DELETE_PRECONDITION_FAILURE,

  /** The record should be kept as a dead letter, and could not be written. */
  DEAD_LETTER_NOT_WRITTEN,
  /** The server took the lock and answered without a token. */
  EMPTY_LOCK_TOKEN,
  /** The fence is no longer in force. */
  FENCE_LOST,
  /** The change is refused, and whether the fence still holds could not be asked. */
  FENCE_UNCONFIRMED,
  /** The handler of a registered type of message threw an exception, or returned null. */
  HANDLER_FAILED,
  /** The identity provider reports success, and its answer holds no token. */
  IDENTITY_PROVIDER_INVALID_ANSWER,
  /** The identity provider answers, and gives no token. */
  IDENTITY_PROVIDER_REFUSED,
  /** The identity provider cannot be reached, or does not answer in time. */
  IDENTITY_PROVIDER_UNAVAILABLE,
  /** A port threw an exception that it must not throw. */
  INTERNAL_ERROR,
  /** The store can hold no lock with this name. */
  INVALID_LOCK_ID,
  /** Another consumer took the lock at the same moment. */
  LOCK_CONTENDED,
  /** The schema of the store lacks the types of locks and marks. */
  LOCK_TYPES_MISSING,
  /** Message after message is not JSON. */
  MALFORMED_STREAK,
  /** A policy wants dead letters, and there is no place for them. */
  NO_DEAD_LETTERS,
  /** A policy wants the quarantine, and there is no place for it. */
  NO_QUARANTINE,
  /** There is no store to write to. */
  NO_STORE,
  /** An operator has set the record aside before it failed. */
  OPERATOR,
  /** The quarantine of the partition is full. */
  QUARANTINE_FULL,
  /** A record could not be written to the quarantine. */
  QUARANTINE_NOT_WRITTEN,
  /** More records are set aside in a replay than a commit can name. */
  REPLAY_ASIDE,
  /** The table of a replay cannot be created, or cannot take one more tuple. */
  REPLAY_TABLE,
  /** The request is too large for the server or a proxy, and cannot be split. */
  REQUEST_TOO_LARGE,
  /** The lock has more tokens in force than one attempt removes. */
  STRAY_LOCK_TOKENS,
  /** The file with the token cannot be read, or holds no token. */
  TOKEN_FILE_UNREADABLE,
  /** The client cannot read a batch of the log. */
  UNREADABLE_BATCH;

  private static final Map<String, FailureReason> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(FailureReason::word, Function.identity()));

  /** Returns the reason with this word; empty if the product knows none. */
  public static Optional<FailureReason> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** Returns the stable word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
