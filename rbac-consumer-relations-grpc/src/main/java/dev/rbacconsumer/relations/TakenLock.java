package dev.rbacconsumer.relations;

import java.util.Optional;

/**
 * What trying to take a lock came to.
 *
 * @param token the token that is now in force; empty where the store gave none
 * @param fault why there is none
 */
record TakenLock(String token, Optional<StoreFault> fault) {

  /** The lock as a call that took it has answered. */
  static TakenLock of(Answer<String> answer) {
    String token = answer.messages().isEmpty() ? "" : answer.messages().get(0);
    return new TakenLock(token, answer.fault());
  }
}
