package dev.rbacconsumer.launcher.config;

/** Who may ask how the consumer stands. */
public enum StatusAccess {
  /** Whoever reaches the admin port. */
  ALL,
  /** Clients on the same machine, or in the same pod, alone. */
  LOOPBACK
}
