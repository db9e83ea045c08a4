package dev.rbacconsumer.testkit.relations;

/** What stands behind the tuple service of the Inventory API. */
public enum InventoryBackend {
  /** Nothing: every write is dropped with success, and a lock has no token. */
  ALLOW_ALL,
  /** The Relations API: its rules for filters and its words for errors, passed on. */
  KESSEL,
  /** The store itself. */
  SPICEDB
}
