package dev.rbacconsumer.launcher.config.types;

/** Format of an event in the log. */
public enum LogFormat {
  /** A line of text, with the stack trace indented below it. */
  TEXT,
  /** Level in brackets and message, as the Python consumer documents its lines. */
  PLAIN,
  /** One JSON object on one line. */
  JSON
}
