package dev.rbacconsumer.kafka.client;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a Kafka client cannot be created from its settings. The message is one sentence that
 * names the property and the value it needs. Neither the message nor the causes hold a secret.
 */
public final class KafkaClientException extends KafkaException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private KafkaClientException(String message, @Nullable Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /**
   * Creates an exception for a temporary failure: the settings name something that could not be
   * reached, and may work later.
   */
  static KafkaClientException passing(String message, @Nullable Throwable cause) {
    return new KafkaClientException(message, cause, true);
  }

  /** Creates an exception for settings that can never work. */
  static KafkaClientException permanent(String message, @Nullable Throwable cause) {
    return new KafkaClientException(message, cause, false);
  }

  /** Returns whether a retry with the same settings makes sense. */
  public boolean isPassing() {
    return passing;
  }
}
