package dev.rbacconsumer.launcher.config;

/** Format of an event in the log. */
public enum LogFormat {
  /** A line of text, with the stack trace indented below it. */
  TEXT,
  /** One JSON object on one line. */
  JSON
}
