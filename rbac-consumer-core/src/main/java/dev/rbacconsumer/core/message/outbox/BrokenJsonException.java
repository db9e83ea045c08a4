package dev.rbacconsumer.core.message.outbox;

import java.io.IOException;

/** Ends reading where the value itself is not one JSON document. */
final class BrokenJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, without a path: the value is broken as a whole
   */
  BrokenJsonException(String message) {
    super(message);
  }
}
