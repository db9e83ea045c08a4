package dev.rbacconsumer.launcher.config.types;

/** Log levels, with the names that Python uses, from the most to the fewest lines. */
public enum LogLevel {
  /** All events, including payloads of messages. */
  DEBUG,
  /** Events of normal operation. */
  INFO,
  /** Events that an operator should check. */
  WARNING,
  /** Failures. */
  ERROR,
  /** Failures that end the process. */
  CRITICAL
}
