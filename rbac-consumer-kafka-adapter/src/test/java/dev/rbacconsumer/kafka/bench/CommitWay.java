package dev.rbacconsumer.kafka.bench;

import dev.rbacconsumer.core.config.LaneSettings;

/** Ways to commit that are compared. */
enum CommitWay {
  /** The window is off: each record waits until the commit before it is durable. */
  EACH("off: a commit before each record", 1),

  /** The window as it is when nothing is set. */
  WINDOW("on: the default window", LaneSettings.DEFAULT.window()),

  /** No safety at all, and the upper bound: nothing is committed before all is applied. */
  ONCE("none: one commit at the end", LaneSettings.MAX_WINDOW);

  private final String title;
  private final int window;

  CommitWay(String title, int window) {
    this.title = title;
    this.window = window;
  }

  String title() {
    return title;
  }

  LaneSettings settings() {
    return LaneSettings.DEFAULT.withWindow(window);
  }

  /** Commits of positions below are not made. */
  long heldBelow(int records) {
    return this == ONCE ? records : 0;
  }
}
