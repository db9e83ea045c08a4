package dev.rbacconsumer.kafka;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka client could not be made from its settings. The message is one sentence that names the
 * property and says what it wants; it holds no secret, and neither do the causes.
 */
public final class KafkaClientException extends KafkaException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private KafkaClientException(String message, @Nullable Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** The same settings may do later: what they name could not be reached. */
  static KafkaClientException passing(String message, @Nullable Throwable cause) {
    return new KafkaClientException(message, cause, true);
  }

  /** These settings will never do. */
  static KafkaClientException permanent(String message, @Nullable Throwable cause) {
    return new KafkaClientException(message, cause, false);
  }

  /** Whether trying again with the same settings makes sense. */
  public boolean isPassing() {
    return passing;
  }
}
