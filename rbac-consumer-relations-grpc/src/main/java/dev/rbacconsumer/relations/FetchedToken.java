package dev.rbacconsumer.relations;

import java.time.Duration;

/**
 * A token as a provider gave it.
 *
 * @param lifetime from the moment it was asked for, at least 1 s
 */
record FetchedToken(String value, Duration lifetime) {
  @Override
  public String toString() {
    return "token for " + lifetime;
  }
}
