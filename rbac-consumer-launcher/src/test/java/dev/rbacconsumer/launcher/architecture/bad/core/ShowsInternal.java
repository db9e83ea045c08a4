package dev.rbacconsumer.launcher.architecture.bad.core;

import dev.rbacconsumer.launcher.architecture.bad.core.internal.Hidden;
import java.util.List;

/** Names an internal type where others can see it. */
public class ShowsInternal implements Hidden {
  private final Hidden own;

  public ShowsInternal(Hidden own) {
    this.own = own;
  }

  protected List<Hidden> all() {
    return List.of(own);
  }

  Hidden unseen() {
    return own;
  }
}
