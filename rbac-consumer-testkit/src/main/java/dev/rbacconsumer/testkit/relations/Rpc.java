package dev.rbacconsumer.testkit.relations;

/** The calls that the server offers. */
public enum Rpc {
  CREATE_TUPLES("error creating tuples: error writing relationships to SpiceDB: "),
  DELETE_TUPLES("error deleting tuples: error invoking DeleteRelationships in SpiceDB "),
  READ_TUPLES("error received from Zanzibar backend while streaming tuples: "),
  IMPORT_BULK_TUPLES("error import bulk tuples: "),
  ACQUIRE_LOCK("error acquiring lock: error reading existing lock: "),
  GET_LIVEZ(""),
  GET_READYZ("");

  /** The second half of taking a lock has a prefix of its own. */
  static final String LOCK_WRITE_PREFIX =
      "error acquiring lock: error writing relationships to SpiceDB: ";

  private final String prefix;

  Rpc(String prefix) {
    this.prefix = prefix;
  }

  /** What the server puts before the text of a store error. */
  String prefix() {
    return prefix;
  }
}
