package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.FatalErrors;

/**
 * All listeners that are notified of what the store has acknowledged.
 *
 * @param tokens listener of tokens
 * @param events listener of events
 */
record AppliedListeners(ConsistencyTokenListener tokens, AppliedEventListener events) {

  /**
   * Returns whether any of them uses the token of the next write. A listener that fails when it is
   * asked is given tokens: its defect must not delay delivery. An error of the virtual machine is
   * rethrown.
   */
  boolean wantTokens() {
    try {
      return tokens.isListening() || events.wantsTokens();
    } catch (Throwable defect) {
      if (defect instanceof Error error && FatalErrors.isFatal(error)) {
        throw error;
      }
      return true;
    }
  }
}
