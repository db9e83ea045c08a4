package dev.rbacconsumer.core.source;

import java.time.Instant;
import java.util.Locale;

/**
 * A reason why the source cannot be used.
 *
 * @param kind kind of the problem
 * @param message one sentence for an operator, without a full stop and free of secrets
 * @param since time at which it was first found, without a break since
 */
public record SourceProblem(Kind kind, String message, Instant since) {
  /** Kinds of problems. The labels are public. */
  public enum Kind {
    /** No broker answers. */
    BROKERS_SILENT,
    /** A broker refuses the connection or the login. */
    LOGIN_REFUSED,
    /** The topic does not exist, or this login may not see it. */
    TOPIC_MISSING,
    /** The coordinator of the group is not available. */
    COORDINATOR_UNAVAILABLE,
    /** The login may not use the topic or the group. */
    NOT_AUTHORIZED,
    /** The group does not let this instance in. */
    NOT_A_MEMBER,
    /** Brokers answer, but not all questions. */
    NO_ANSWER;

    /** Returns the stable word for the status and the log. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
