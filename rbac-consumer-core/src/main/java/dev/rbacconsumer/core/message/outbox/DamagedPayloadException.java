package dev.rbacconsumer.core.message.outbox;

import java.io.IOException;

/** Thrown when the payload text is not one JSON document, in a value that is one. */
final class DamagedPayloadException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * @param path of the payload text
   * @param message description of the wanted and the given value
   */
  DamagedPayloadException(String path, String message) {
    super(message);
    this.path = path;
  }

  String path() {
    return path;
  }
}
