package dev.rbacconsumer.core.runtime;

import java.util.Optional;

/** Looks for a reason not to join the group, in the source thread. */
@FunctionalInterface
public interface StartCheck {
  /** Returns one sentence with the reason and the remedy; empty if there is none. */
  Optional<String> problem() throws InterruptedException;

  /** Returns a check that finds nothing. */
  static StartCheck none() {
    return Optional::empty;
  }
}
