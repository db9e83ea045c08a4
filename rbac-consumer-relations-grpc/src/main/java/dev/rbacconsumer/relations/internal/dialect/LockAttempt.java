package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.Collection;
import java.util.Optional;

/**
 * Result of an attempt to take a lock.
 *
 * @param before state of the lock before; unknown if it could not be read, and then it was not
 *     taken
 * @param token the token that is now in force; empty if the store gave none
 * @param fault reason why there is no token
 */
public record LockAttempt(StoreMemory.Lock before, String token, Optional<StoreFault> fault) {

  /** Returns the result for a lock that could not be read, and was not taken. */
  static LockAttempt unread(Optional<StoreFault> fault) {
    return new LockAttempt(StoreMemory.Lock.UNKNOWN, "", fault);
  }

  /** Returns the state of a lock with these tokens in force. */
  static StoreMemory.Lock state(Collection<String> tokens) {
    return tokens.isEmpty() ? StoreMemory.Lock.FREE : StoreMemory.Lock.HELD;
  }
}
