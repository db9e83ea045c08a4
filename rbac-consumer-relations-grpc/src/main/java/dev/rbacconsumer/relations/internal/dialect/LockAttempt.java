package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.Optional;
import java.util.Set;

/**
 * Result of an attempt to take a lock.
 *
 * @param before tokens that were in force before; not read if the lock was not taken
 * @param token the token that is now in force; empty if the store gave none
 * @param fault reason why there is no token
 */
public record LockAttempt(Set<String> before, String token, Optional<StoreFault> fault) {
  public LockAttempt {
    before = Set.copyOf(before);
  }

  /** Returns the result for a lock that could not be read, and was not taken. */
  static LockAttempt unread(Optional<StoreFault> fault) {
    return new LockAttempt(Set.of(), "", fault);
  }

  @Override
  public String toString() {
    return "lock attempt" + fault.map(it -> ": " + it.reason()).orElse("");
  }
}
