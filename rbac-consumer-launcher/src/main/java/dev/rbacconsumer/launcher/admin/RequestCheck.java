package dev.rbacconsumer.launcher.admin;

import java.net.InetAddress;
import java.util.Optional;

/** Decides whether a request is answered. Thread-safe. */
@FunctionalInterface
public interface RequestCheck {
  /**
   * Returns the response to a request that is refused; empty if it is allowed.
   *
   * @param client address of the client
   */
  Optional<Response> refusal(HttpRequest request, InetAddress client);
}
