package dev.rbacconsumer.testkit.relations;

/** One update of a write, as the store takes it. */
record StoreUpdate(Operation operation, StoreTuple tuple) {

  /** What may be done to a tuple. */
  enum Operation {
    /** Added; refused when it is present. */
    CREATE,
    /** Made present, whether it was or not. */
    TOUCH,
    /** Made absent, whether it was or not. */
    DELETE
  }
}
