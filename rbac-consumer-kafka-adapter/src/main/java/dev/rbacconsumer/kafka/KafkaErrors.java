package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.SourceException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Translates exceptions of the Kafka client into those of the port. */
public final class KafkaErrors {
  private static final int MAX_CAUSES = 4;

  private KafkaErrors() {}

  /**
   * Translates an exception of a question to the brokers. A timeout is that of the brokers.
   *
   * @param doing the attempted operation, as in "connecting"
   * @param servers addresses of the brokers
   */
  public static SourceException asking(String doing, String servers, RuntimeException thrown) {
    return thrown instanceof TimeoutException
        ? SourceException.passing(
            "%s: no answer from %s; check KAFKA_SERVERS, that the network lets us through, and that"
                    .formatted(doing, servers)
                + " the port speaks the security protocol that is set",
            thrown)
        : translate(doing, thrown);
  }

  /** Translates a timeout of a question about commits to brokers that have answered before. */
  public static SourceException silentCoordinator(
      String topic, String group, TimeoutException thrown) {
    return SourceException.passing(
        "asking for commits on %s: the coordinator of group %s does not answer; see whether the"
                .formatted(topic, group)
            + " topic __consumer_offsets exists and each of its partitions has a leader",
        thrown);
  }

  /**
   * Translates any other exception.
   *
   * @param doing the attempted operation, as in "reading"
   */
  public static SourceException translate(String doing, RuntimeException thrown) {
    String message = "%s: %s%s".formatted(doing, describe(thrown), advice(thrown));
    boolean permanent =
        isAboutInstanceId(thrown)
            || RebalanceListenerAdapter.isDefect(thrown)
            || thrown instanceof UnsupportedVersionException
            || thrown instanceof InterruptException
            || thrown instanceof IllegalStateException
            || thrown instanceof IllegalArgumentException;
    return permanent
        ? SourceException.permanent(message, thrown)
        : SourceException.passing(message, thrown);
  }

  /**
   * Translates an exception of a poll that concerns no single partition. The cause of an illegal
   * argument is in the data that the client read, and not in our call.
   */
  static SourceException reading(String topic, Throwable thrown) {
    String doing = "reading " + topic;
    if (thrown instanceof IllegalArgumentException) {
      return SourceException.passing(doing + ": " + chain(thrown), thrown);
    }
    return thrown instanceof RuntimeException unchecked
        ? translate(doing, unchecked)
        : SourceException.permanent(doing + ": " + chain(thrown), thrown);
  }

  /** Returns the failure of a commit that is not made because the membership may have ended. */
  static SourceException membershipUncertain() {
    String message =
        "committing: the process or this thread stood still for so long that the membership may"
            + " have ended; nothing is committed until polls come regularly again";
    return SourceException.passing(message, new IllegalStateException(message));
  }

  /** Translates an exception of a commit. */
  static SourceException committing(Exception thrown) {
    return thrown instanceof RuntimeException unchecked
        ? translate("committing", unchecked)
        : SourceException.passing("committing: " + thrown, thrown);
  }

  /** Returns an exception and its causes in one line. */
  public static String chain(Throwable thrown) {
    List<String> said = new ArrayList<>();
    Throwable cause = thrown;
    while (cause != null && said.size() < MAX_CAUSES) {
      said.add(describe(cause));
      cause = cause.getCause();
    }
    return String.join(", because of ", said);
  }

  private static String describe(Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? type : type + " (" + thrown.getMessage() + ")";
  }

  private static String advice(RuntimeException thrown) {
    if (thrown instanceof AuthenticationException) {
      return "; check the login and the security protocol of the brokers";
    }
    if (thrown instanceof AuthorizationException) {
      return "; give this login READ on the topic and on the group";
    }
    if (thrown instanceof UnknownTopicOrPartitionException
        || thrown instanceof InvalidTopicException) {
      return "; create the topic, or correct its name";
    }
    if (isAboutInstanceId(thrown)) {
      return "; another instance runs under the same group.instance.id, or was killed and is missed"
          + " at the end of its session";
    }
    return "";
  }

  /**
   * Returns whether another instance has the same instance id. With the classic protocol the older
   * instance gets the error; with the newer protocol the younger one does.
   */
  private static boolean isAboutInstanceId(RuntimeException thrown) {
    return thrown instanceof FencedInstanceIdException
        || thrown instanceof UnreleasedInstanceIdException;
  }
}
