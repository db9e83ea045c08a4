package dev.rbacconsumer.testkit.relations.server;

/** Backends of the tuple service of the Inventory API. */
public enum InventoryBackend {
  /** No backend: every write succeeds without effect, and a lock has no token. */
  ALLOW_ALL,
  /** The Relations API: its rules for filters and its error messages, passed on. */
  KESSEL,
  /** The store itself. */
  SPICEDB
}
