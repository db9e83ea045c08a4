package dev.rbacconsumer.launcher.config;

/** How much is logged, by the names Python uses, from most to least. */
public enum LogLevel {
  /** Everything, payloads of messages included. */
  DEBUG,
  /** What happens in normal operation. */
  INFO,
  /** What deserves a look. */
  WARNING,
  /** What went wrong. */
  ERROR,
  /** What ends the process. */
  CRITICAL
}
