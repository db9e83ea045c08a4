package dev.rbacconsumer.launcher.health;

/** How the consumer is. */
public enum Health {
  /** Works, or waits for work, in touch with Kafka. A partition that retries is normal work. */
  CONNECTED,
  /** Works, but Kafka does not answer. A restart would not help. */
  DISCONNECTED,
  /** Has stopped working without being told to. Only a restart helps. */
  HUNG
}
