package dev.rbacconsumer.launcher.tokens.settings;

/** Destinations of consistency tokens. */
public enum TokenMode {
  /** The log, at DEBUG. */
  LOG,
  /** A topic of Kafka. */
  KAFKA,
  /** The tenants' table of a PostgreSQL database, with its notifications. */
  POSTGRES
}
