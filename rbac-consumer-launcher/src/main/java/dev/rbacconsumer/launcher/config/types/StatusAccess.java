package dev.rbacconsumer.launcher.config.types;

/** Clients that may read the consumer's status. */
public enum StatusAccess {
  /** All clients that reach the admin port. */
  ALL,
  /** Only clients on the same machine, or in the same pod. */
  LOOPBACK
}
