package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;

/**
 * Schema that a server writes to the store on its first call after its start. The Relations API
 * tries again with every call until it succeeds; the Inventory API keeps its first failure until
 * the next start. Thread-safe.
 */
public final class SchemaFile {
  private static final String UNREADABLE =
      "failed to load schema file: open /config/schema.zed: no such file or directory";

  private boolean readable = true;
  private boolean relationsLoaded;
  private boolean inventoryTried;
  private boolean inventoryFailed;

  public synchronized void setReadable(boolean readable) {
    this.readable = readable;
  }

  /** Discards the loaded schema, as a restart of the server does: the next call loads it again. */
  public synchronized void restart() {
    relationsLoaded = false;
    inventoryTried = false;
    inventoryFailed = false;
  }

  synchronized void requireForRelations() {
    relationsLoaded |= readable;
    refuseUnless(relationsLoaded);
  }

  synchronized void requireForInventory() {
    if (!inventoryTried) {
      inventoryTried = true;
      inventoryFailed = !readable;
    }
    refuseUnless(!inventoryFailed);
  }

  private static void refuseUnless(boolean loaded) {
    if (!loaded) {
      throw WireRefusals.plain(GrpcErrorCode.UNKNOWN, UNREADABLE);
    }
  }
}
