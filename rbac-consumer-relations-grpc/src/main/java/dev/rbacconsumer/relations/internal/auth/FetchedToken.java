package dev.rbacconsumer.relations.internal.auth;

import java.time.Duration;

/**
 * Token from a provider.
 *
 * @param lifetime time from the request until the token expires, at least 1 s
 */
record FetchedToken(String value, Duration lifetime) {
  @Override
  public String toString() {
    return "token for " + lifetime;
  }
}
