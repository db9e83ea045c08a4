package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.outcome.FailureReason;
import java.util.Optional;

/** Remedies for the causes of failed attempts. */
enum Remedy {
  UNAVAILABLE(
      Scope.CALL,
      "The Relations API cannot be reached, or reports that it is not available: see whether it"
          + " runs, and whether it can be reached from here."),
  SLOW(
      Scope.CALL,
      "The Relations API does not answer in time: see how loaded it and its database are. If its"
          + " calls take longer than RELATION_API_TIMEOUT, raise that."),
  BROKEN_OFF(
      Scope.CALL,
      "The call was broken off, or failed for a reason that the Relations API does not name: see"
          + " whether it was restarted, and whether the database behind it answers."),
  SERVER_FAULT(
      Scope.CALL,
      "The Relations API reports a fault of its own: look it up in the log of the API."),
  NOT_LOGGED_IN(
      Scope.CALL,
      "The Relations API does not accept the consumer's token: check the client's id, secret and"
          + " scope, or the token. rbac-consumer check shows the answer."),
  NOT_ALLOWED(
      Scope.CALL,
      "The Relations API does not allow the consumer this call: check what the client may do there,"
          + " and the key that the API has for its store."),
  OVERLOADED(
      Scope.CALL,
      "The Relations API is short of something, or limits how much it takes: see how loaded it is,"
          + " which limits it has, and which other programs write to it."),
  CONFLICT(
      Scope.CALL,
      "Writes conflict in the store: see which other programs write to it. If that lasts, lower"
          + " RELATION_API_MAX_CONCURRENT_DELETES."),
  TOO_LARGE(
      Scope.CALL,
      "A request that cannot be split is too large for the Relations API or for a proxy on the way:"
          + " raise the limit there."),
  TOO_MANY_UPDATES(
      Scope.CONTENT,
      "The store takes fewer updates in one write than a request that cannot be split has: raise"
          + " the limit of the store."),
  WRONG_SERVER(
      Scope.CALL,
      "The server does not offer this call: check that RELATION_API_SERVER names the API that"
          + " RELATION_API_DIALECT expects."),
  NO_SCHEMA(
      Scope.CALL,
      "The store lacks something that the request needs, mostly because no schema was loaded into"
          + " it: load the schema."),
  UNNAMED_CONDITION(
      Scope.CALL,
      "The store refuses the write because of a condition that its answer does not name: look it up"
          + " in the log of the Relations API."),
  READ_ONLY(Scope.CALL, "The store is in a mode that only reads: find out why, and end that mode."),
  LOCK_TYPES(
      Scope.CALL,
      "The schema of the store lacks the types of locks: load a schema that has kessel/lock and"
          + " kessel/lockversion."),
  UNKNOWN_TYPE(
      Scope.CONTENT,
      "The schema of the store lacks the type or the relation that the reason names: load a schema"
          + " that has it, or correct what wrote the message if none should have it.",
      Ending.AGAIN,
      Texts.LOCK_SCHEMA),
  FAULTY_SCHEMA(
      Scope.CONTENT,
      "The store finds a fault in its schema, which the reason names: load a corrected schema."),
  SUBJECT_NOT_ALLOWED(
      Scope.CONTENT,
      "The schema of the store does not allow this subject in this relation: load a schema that"
          + " does, or correct what wrote the message.",
      Ending.REFUSED_AGAIN,
      Texts.LOCK_SCHEMA),
  WRITE_TO_PERMISSION(
      Scope.CONTENT,
      "The message writes to a name that is a permission in the schema of the store, and no"
          + " relation: load a schema where it is one, or correct what wrote the message.",
      Ending.REFUSED_AGAIN,
      Texts.LOCK_SCHEMA),
  INVALID_CONTENT(
      Scope.CONTENT,
      "The Relations API refuses the content of the message: the reason names the fault. Correct"
          + " what wrote the message.",
      Ending.REFUSED_AGAIN,
      Texts.LOCK_REQUEST),
  TUPLE_EXISTS(
      Scope.CONTENT,
      "The store refuses a tuple that it has already, although the consumer asks it to keep such a"
          + " tuple: see whether the consumer supports this version of the Relations API."),
  TUPLE_TWICE(
      Scope.CONTENT,
      "One request names the same tuple twice, which the consumer should not do: keep the message"
          + " and the log, and report it as a defect.",
      Ending.AGAIN,
      Texts.LOCK_REQUEST),
  REQUEST_FORM(
      Scope.CONTENT,
      "The store refuses the form of a request, which no message decides: see whether the consumer"
          + " supports this version of the store, and report the reason."),
  FENCE_UNCONFIRMED(
      Scope.RECORD,
      "The store refuses the message, and did not answer whether the lock still holds: see first"
          + " whether the Relations API answers. The reason has the refusal, too."),
  LOCK_NAME(
      Scope.CALL,
      "The store can hold no lock with this name: choose a consumer group"
          + " (RBAC_KAFKA_CONSUMER_GROUP_ID) of the characters that the reason lists, and restart.",
      Ending.NONE,
      ""),
  NO_LOCK_TOKEN(
      Scope.LOCK,
      "The server answers without a token for the lock: check that RELATION_API_SERVER names the"
          + " API that RELATION_API_DIALECT expects, with a store behind it."),
  LOCK_CONTENDED(
      Scope.LOCK,
      "Another consumer took the lock at the same moment. If that repeats, two consumers act for"
          + " the same group and topic: stop one of the two."),
  STRAY_TOKENS(
      Scope.LOCK,
      "The lock has many old tokens, of which each attempt removes some. There is nothing to do"
          + " unless that lasts."),
  PROVIDER_UNAVAILABLE(
      Scope.CALL,
      "The identity provider does not answer, so there is no token to send: see whether it runs,"
          + " and whether it can be reached from here."),
  PROVIDER_REFUSED(
      Scope.CALL,
      "The identity provider gives this client no token: check RELATION_API_CLIENT_ID,"
          + " RELATION_API_CLIENT_SECRET and RELATION_API_TOKEN_SCOPE."),
  PROVIDER_ANSWER(
      Scope.CALL,
      "The answer of the identity provider holds no token: check RELATION_API_TOKEN_URL or"
          + " RELATION_API_TOKEN_ISSUER, and whether a proxy answers in its place."),
  TOKEN_FILE(
      Scope.CALL,
      "The file with the token cannot be read, or holds none: check RELATION_API_TOKEN_FILE, its"
          + " volume, and what writes it."),
  DEFECT(
      Scope.CALL,
      "An adapter or a module has a defect: keep the log, which has the stack trace, and report it."
          + " After NoClassDefFoundError, restart the pod once."),
  HANDLER(
      Scope.RECORD,
      "The handler of this type of message failed: the reason names the exception and its place."
          + " Correct the handler."),
  DEAD_LETTER_TOPIC(
      Scope.RECORD,
      "The message could not be written to the dead-letter topic: check that the topic of"
          + " RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC exists, that the user may write to it, and that"
          + " it takes messages of this size."),
  NO_DEAD_LETTERS(
      Scope.RECORD,
      "A policy sends messages to a dead-letter topic, and this program has none: set one up, or"
          + " choose another policy, and restart.",
      Ending.NONE,
      ""),
  QUARANTINE_TOPIC(
      Scope.RECORD,
      "The message could not be written to the quarantine: check that the topic of"
          + " RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC exists, that the user may write to it, and that"
          + " it takes messages of this size."),
  NO_QUARANTINE(
      Scope.RECORD,
      "A policy parks messages in a quarantine, and this program has none: set one up, or choose"
          + " another policy, and restart.",
      Ending.NONE,
      ""),
  QUARANTINE_FULL(
      Scope.RECORD,
      "The quarantine of the partition is full: release parked messages, oldest first, with"
          + " rbac-consumer quarantine."),
  NO_STORE(
      Scope.CALL,
      "This program is set up without a store: connect one and restart, or let it do a dry run.",
      Ending.NONE,
      ""),
  SET_ASIDE_BY_OPERATOR(
      Scope.OPERATOR,
      "An operator has set the message aside: the audit trail says who did, and why."),
  TOO_MANY_ASIDE(
      Scope.REJECTED,
      "This replay has set aside as many messages as a commit can name: remove the cause that the"
          + " reason names, or set RBAC_KAFKA_CONSUMER_REPLAY=step-by-step and restart."),
  MALFORMED_STREAK(
      Scope.MALFORMED,
      "Message after message is not JSON, as with a wrong converter of the connector: correct what"
          + " writes to the topic. The runbook says how to pass over the messages that are there.",
      Ending.NONE,
      ""),
  DAMAGED_LOG(
      Scope.UNREADABLE,
      "Look at the batch with kafka-dump-log.sh on the broker, and make a replica that has it the"
          + " leader. The consumer reads it again by itself. The runbook says how to go on without"
          + " it.",
      Ending.NONE,
      ""),
  REPLAY_TABLE(
      Scope.REPLAY,
      "Change the setting that the reason names and restart, or set"
          + " RBAC_KAFKA_CONSUMER_REPLAY=step-by-step, which needs no table and lets older states"
          + " come back for a while.",
      Ending.NONE,
      ""),
  FENCE_LOST(
      Scope.LOCK,
      "The store refuses the token of this consumer, and who holds the lock could not be read: see"
          + " whether the Relations API answers, and whether another consumer acts for the same"
          + " group and topic.");

  private final Scope scope;
  private final String text;
  private final Ending ending;

  /** Text where the reason is met at the lock or its marks; empty if it is the same. */
  private final String ofLock;

  Remedy(Scope scope, String text) {
    this(scope, text, Ending.AGAIN, "");
  }

  Remedy(Scope scope, String text, Ending ending, String ofLock) {
    this.scope = scope;
    this.text = text;
    this.ending = ending;
    this.ofLock = ofLock;
  }

  /** Returns the advice in a state; empty if it was not written for that state. */
  Optional<Advice> in(ProblemState state) {
    if (!scope.covers(state)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (state) {
          case PASSED_OVER -> new Advice(Section.PASSED_OVER, text + Texts.REPLICATE);
          case LOCK, MARK -> new Advice(section(), atLock());
          case TRANSIENT, REJECTED, INVALID, MALFORMED, UNREADABLE, REPLAY ->
              new Advice(section(), text + ending.text);
          case DATA_LOSS,
              STALL,
              PAUSED,
              QUARANTINE,
              QUARANTINE_CLOSED,
              OPEN_TRANSACTION,
              COMMITS,
              KAFKA ->
              new Advice(section(), text);
        });
  }

  private String section() {
    return this == LOCK_CONTENDED || this == FENCE_LOST ? Section.FENCE_LOST : Section.BLOCKED;
  }

  private String atLock() {
    return ofLock.isEmpty() ? text + ending.text : ofLock + Ending.AGAIN.text;
  }

  /** Returns the remedy for a reason. */
  static Remedy of(FailureReason reason) {
    return switch (reason) {
      case UNAVAILABLE -> UNAVAILABLE;
      case DEADLINE_EXCEEDED -> SLOW;
      case CANCELLED, UNKNOWN -> BROKEN_OFF;
      case DATA_LOSS, INTERNAL, OUT_OF_RANGE -> SERVER_FAULT;
      case UNAUTHENTICATED -> NOT_LOGGED_IN;
      case PERMISSION_DENIED -> NOT_ALLOWED;
      case RESOURCE_EXHAUSTED -> OVERLOADED;
      case ABORTED, INMEMORY_TOO_MANY_CONCURRENT_UPDATES, SERIALIZATION_FAILURE -> CONFLICT;
      case REQUEST_TOO_LARGE -> TOO_LARGE;
      case TOO_MANY_UPDATES_IN_REQUEST -> TOO_MANY_UPDATES;
      case UNIMPLEMENTED -> WRONG_SERVER;
      case NOT_FOUND -> NO_SCHEMA;
      case FAILED_PRECONDITION, WRITE_OR_DELETE_PRECONDITION_FAILURE -> UNNAMED_CONDITION;
      case SERVICE_READ_ONLY -> READ_ONLY;
      case LOCK_TYPES_MISSING -> LOCK_TYPES;
      case UNKNOWN_DEFINITION, UNKNOWN_RELATION_OR_PERMISSION -> UNKNOWN_TYPE;
      case SCHEMA_PARSE_ERROR, SCHEMA_TYPE_ERROR -> FAULTY_SCHEMA;
      case INVALID_SUBJECT_TYPE, WILDCARD_NOT_ALLOWED -> SUBJECT_NOT_ALLOWED;
      case CANNOT_UPDATE_PERMISSION -> WRITE_TO_PERMISSION;
      case INVALID_ARGUMENT -> INVALID_CONTENT;
      case ALREADY_EXISTS, ATTEMPT_TO_RECREATE_RELATIONSHIP -> TUPLE_EXISTS;
      case UPDATES_ON_SAME_RELATIONSHIP -> TUPLE_TWICE;
      case EMPTY_PRECONDITION,
          EXCEEDS_MAXIMUM_ALLOWABLE_LIMIT,
          INVALID_CURSOR,
          INVALID_FILTER,
          TOO_MANY_PRECONDITIONS_IN_REQUEST,
          TOO_MANY_RELATIONSHIPS_FOR_TRANSACTIONAL_DELETE,
          TRANSACTION_METADATA_TOO_LARGE ->
          REQUEST_FORM;
      case FENCE_UNCONFIRMED -> FENCE_UNCONFIRMED;
      case INVALID_LOCK_ID -> LOCK_NAME;
      case EMPTY_LOCK_TOKEN -> NO_LOCK_TOKEN;
      case LOCK_CONTENDED -> LOCK_CONTENDED;
      case STRAY_LOCK_TOKENS -> STRAY_TOKENS;
      case IDENTITY_PROVIDER_UNAVAILABLE -> PROVIDER_UNAVAILABLE;
      case IDENTITY_PROVIDER_REFUSED -> PROVIDER_REFUSED;
      case IDENTITY_PROVIDER_INVALID_ANSWER -> PROVIDER_ANSWER;
      case TOKEN_FILE_UNREADABLE -> TOKEN_FILE;
      case INTERNAL_ERROR -> DEFECT;
      case HANDLER_FAILED -> HANDLER;
      case DEAD_LETTER_NOT_WRITTEN -> DEAD_LETTER_TOPIC;
      case NO_DEAD_LETTERS -> NO_DEAD_LETTERS;
      case QUARANTINE_NOT_WRITTEN -> QUARANTINE_TOPIC;
      case NO_QUARANTINE -> NO_QUARANTINE;
      case QUARANTINE_FULL -> QUARANTINE_FULL;
      case NO_STORE -> NO_STORE;
      case OPERATOR -> SET_ASIDE_BY_OPERATOR;
      case REPLAY_ASIDE -> TOO_MANY_ASIDE;
      case MALFORMED_STREAK -> MALFORMED_STREAK;
      case UNREADABLE_BATCH -> DAMAGED_LOG;
      case REPLAY_TABLE -> REPLAY_TABLE;
      case FENCE_LOST -> FENCE_LOST;
    };
  }

  /** Sets of states in which a cause can be met. */
  private enum Scope {
    /** Any call to the store, for a message, a lock or a mark. */
    CALL,
    /** A refusal of a request for its content. */
    CONTENT,
    /** An attempt at a message alone. */
    RECORD,
    LOCK,
    REJECTED,
    OPERATOR,
    MALFORMED,
    UNREADABLE,
    REPLAY;

    boolean covers(ProblemState state) {
      return switch (state) {
        case TRANSIENT -> this == CALL || this == CONTENT || this == RECORD;
        case LOCK -> this == CALL || this == CONTENT || this == LOCK;
        case MARK -> this == CALL || this == CONTENT;
        case REJECTED -> this == CONTENT || this == REJECTED;
        case PASSED_OVER -> this == CONTENT || this == OPERATOR;
        case MALFORMED -> this == MALFORMED;
        case UNREADABLE -> this == UNREADABLE;
        case REPLAY -> this == REPLAY;
        case INVALID,
            DATA_LOSS,
            STALL,
            PAUSED,
            QUARANTINE,
            QUARANTINE_CLOSED,
            OPEN_TRANSACTION,
            COMMITS,
            KAFKA ->
            false;
      };
    }
  }

  /** Last sentences about a blocked partition. */
  private enum Ending {
    AGAIN(" The consumer tries again by itself."),
    REFUSED_AGAIN(
        " Each attempt is refused again while schema and message stay as they are. The guide on"
            + " decoding a bad message says how to go on without the message."),
    NONE("");

    private final String text;

    Ending(String text) {
      this.text = text;
    }
  }

  /** Texts that several remedies share. */
  static final class Texts {
    static final String REPLICATE =
        " What the message should have changed is not in the store: replay it with rbac-consumer"
            + " dead-letters if it was set aside, or have RBAC replicate it again.";
    static final String LOCK_SCHEMA =
        "The schema of the store has other types of locks than the consumer needs: load kessel/lock"
            + " and kessel/lockversion as docs/relations-api.md has them.";
    static final String LOCK_REQUEST =
        "The Relations API refuses a request about the lock, in which nothing is from a message:"
            + " see whether the consumer supports this version of the API, and report the reason.";

    private Texts() {}
  }
}
