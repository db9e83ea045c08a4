package dev.rbacconsumer.testkit.relations.store;

/** Update of one tuple within a write. */
public record StoreUpdate(Operation operation, StoreTuple tuple) {

  /** Operations on a tuple. */
  public enum Operation {
    /** Adds the tuple; refused if it exists. */
    CREATE,
    /** Adds the tuple, whether it exists or not. */
    TOUCH,
    /** Removes the tuple, whether it exists or not. */
    DELETE
  }
}
