package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.StoreMemory;
import java.util.Collection;
import java.util.Optional;

/**
 * What trying to take a lock came to.
 *
 * @param before the lock before; unknown where it could not be read, and then it was not taken
 * @param token the token that is now in force; empty where the store gave none
 * @param fault why there is none
 */
record LockAttempt(StoreMemory.Lock before, String token, Optional<StoreFault> fault) {

  /** The lock could not be read, and was left alone. */
  static LockAttempt unread(Optional<StoreFault> fault) {
    return new LockAttempt(StoreMemory.Lock.UNKNOWN, "", fault);
  }

  /** The state of a lock with these tokens in force. */
  static StoreMemory.Lock state(Collection<String> tokens) {
    return tokens.isEmpty() ? StoreMemory.Lock.FREE : StoreMemory.Lock.HELD;
  }
}
