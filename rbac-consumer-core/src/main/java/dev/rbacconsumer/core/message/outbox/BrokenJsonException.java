package dev.rbacconsumer.core.message.outbox;

import java.io.IOException;

/** Thrown when the value itself is not one JSON document. */
final class BrokenJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message description of the fault, without a path, since the whole value is broken
   */
  BrokenJsonException(String message) {
    super(message);
  }
}
