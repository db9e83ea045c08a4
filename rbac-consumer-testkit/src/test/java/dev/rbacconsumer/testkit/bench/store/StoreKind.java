package dev.rbacconsumer.testkit.bench.store;

/** Where a real SpiceDB keeps its tuples. */
enum StoreKind {
  IN_MEMORY("in memory"),
  /** Tables without statistics, as in the first minute of a new store: PostgreSQL scans them. */
  NEW_POSTGRESQL("PostgreSQL, new"),
  /** Tables with statistics: PostgreSQL uses their indexes. */
  POSTGRESQL("PostgreSQL");

  private final String title;

  StoreKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
