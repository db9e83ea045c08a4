package dev.rbacconsumer.testkit.relations;

import io.grpc.StatusRuntimeException;

/** The calls that the server offers: those of three dialects, and health. */
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

  /** The second half of taking a lock has a prefix of its own. */
  static final String LOCK_WRITE_PREFIX =
      "error acquiring lock: error writing relationships to SpiceDB: ";

  private final String prefix;
  private final boolean wrapped;

  /** The store's own answer, or one that the store has no part in. */
  Rpc() {
    this.prefix = "";
    this.wrapped = false;
  }

  /**
   * @param prefix what the server puts before the text of a store error
   */
  Rpc(String prefix) {
    this.prefix = prefix;
    this.wrapped = true;
  }

  /** A refusal of the store as a caller of this gets to see it. */
  StatusRuntimeException answer(StoreRefusal refusal) {
    return wrapped ? WireRefusals.store(prefix, refusal) : WireRefusals.bare(refusal);
  }
}
