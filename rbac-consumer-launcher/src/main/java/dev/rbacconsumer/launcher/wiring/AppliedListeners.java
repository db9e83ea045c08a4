package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;

/**
 * All listeners that are notified of what the store has acknowledged.
 *
 * @param tokens listener of tokens
 * @param events listener of events
 */
record AppliedListeners(ConsistencyTokenListener tokens, AppliedEventListener events) {

  /**
   * Returns whether any of them uses the token of the next write. A listener that fails when it is
   * asked is given tokens: its defect must not delay delivery.
   */
  boolean wantTokens() {
    try {
      return tokens.isListening() || events.wantsTokens();
    } catch (RuntimeException defect) {
      return true;
    }
  }
}
