package dev.rbacconsumer.core.message;

import java.io.IOException;

/** Ends reading where the bytes are not JSON. */
final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;

  MalformedJsonException(String path, String message) {
    super(message);
    this.path = path;
  }

  String path() {
    return path;
  }
}
