package dev.rbacconsumer.launcher.config;

/** What one event looks like in the log. */
public enum LogFormat {
  /** A line to read; a stack trace is indented below it. */
  TEXT,
  /** One JSON object on one line. */
  JSON
}
