package dev.rbacconsumer.launcher.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Extracts the host from a URI. */
final class UriHost {
  private UriHost() {}

  /** Returns the host; empty if the text is no URI with a host. */
  static Optional<String> of(String text) {
    try {
      return Optional.ofNullable(new URI(text).getHost());
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
