package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import io.grpc.StatusRuntimeException;

/** Calls that the server offers: those of three dialects, and health. */
public enum Rpc {
  CREATE_TUPLES("error creating tuples: error writing relationships to SpiceDB: "),
  DELETE_TUPLES("error deleting tuples: error invoking DeleteRelationships in SpiceDB "),
  READ_TUPLES("error received from Zanzibar backend while streaming tuples: "),
  IMPORT_BULK_TUPLES("error import bulk tuples: "),
  ACQUIRE_LOCK("error acquiring lock: error reading existing lock: "),
  INVENTORY_CREATE_TUPLES("error writing relationships to SpiceDB: "),
  INVENTORY_DELETE_TUPLES("error invoking DeleteRelationships in SpiceDB: "),
  INVENTORY_READ_TUPLES("error invoking ReadRelationships in SpiceDB: "),
  INVENTORY_ACQUIRE_LOCK("error reading existing lock: "),
  WRITE_RELATIONSHIPS,
  READ_RELATIONSHIPS,
  DELETE_RELATIONSHIPS,
  GET_LIVEZ,
  GET_READYZ;

  /** Prefix of the second half of an acquisition. */
  static final String LOCK_WRITE_PREFIX =
      "error acquiring lock: error writing relationships to SpiceDB: ";

  private final String prefix;
  private final boolean wrapped;

  /** Creates a call with the store's own answer, or without a call of the store. */
  Rpc() {
    this.prefix = "";
    this.wrapped = false;
  }

  /**
   * @param prefix text that the server puts before a store error
   */
  Rpc(String prefix) {
    this.prefix = prefix;
    this.wrapped = true;
  }

  /** Returns a refusal of the store as the caller of this call receives it. */
  StatusRuntimeException answer(StoreRefusal refusal) {
    return wrapped ? WireRefusals.store(prefix, refusal) : WireRefusals.bare(refusal);
  }
}
