package dev.rbacconsumer.launcher.bench.rebalance;

/** Event in a group. */
enum Event {
  /** Nothing: what the machine and the store do to a message by themselves. */
  NONE("no rebalance"),
  JOINS("an instance joins"),
  LEAVES("an instance leaves in order"),
  KILLED("an instance is killed");

  private final String title;

  Event(String title) {
    this.title = title;
  }

  /** Returns its name in tables. */
  String title() {
    return title;
  }
}
