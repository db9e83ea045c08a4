package dev.rbacconsumer.launcher.tokens.settings;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Where consistency tokens and notifications go. */
public sealed interface TokenSettings {
  /** Calls the function for the destination. */
  default <R> R match(
      Function<Log, R> log, Function<Kafka, R> kafka, Function<Postgres, R> postgres) {
    if (this instanceof Log it) {
      return log.apply(it);
    }
    return this instanceof Kafka it ? kafka.apply(it) : postgres.apply((Postgres) this);
  }

  /** Returns the same settings with another name of the topic, if there is one. */
  default TokenSettings withTopic(UnaryOperator<String> renamed) {
    return this;
  }

  /** Tokens are logged at DEBUG. */
  record Log() implements TokenSettings {}

  /**
   * Tokens are published.
   *
   * @param topic topic that receives them
   * @param maxWait longest wait of delivery for the client
   */
  record Kafka(String topic, Duration maxWait) implements TokenSettings {
    @Override
    public TokenSettings withTopic(UnaryOperator<String> renamed) {
      return new Kafka(renamed.apply(topic), maxWait);
    }
  }

  /**
   * Tokens are stored in a table, and notifications are sent.
   *
   * @param database connection
   * @param channel channel for created workspaces
   * @param update statement that stores a token: its parameters are the token and the organisation
   * @param notification statement that notifies: its parameters are the channel and the payload
   * @param queue largest number of waiting tokens and notifications
   * @param maxWait longest wait of delivery for room in the queue
   */
  record Postgres(
      DatabaseSettings database,
      String channel,
      String update,
      String notification,
      int queue,
      Duration maxWait)
      implements TokenSettings {}
}
