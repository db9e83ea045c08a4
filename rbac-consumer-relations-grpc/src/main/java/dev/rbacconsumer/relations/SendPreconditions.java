package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.internal.fault.ScrubbedText;
import java.time.Duration;

/** Validates lock ids and timeouts, and detects interruption, before a request is sent. */
final class SendPreconditions {
  static final String INVALID_LOCK_ID = FailureReason.INVALID_LOCK_ID.word();

  private SendPreconditions() {}

  /** Returns whether the store can hold a lock with this id, and marks beside it. */
  static boolean isLockId(String text) {
    return StoreRules.isId(text) && StoreRules.isId(StoreMark.idBeside(text));
  }

  static void requirePositive(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: want > 0, got " + timeout);
    }
  }

  /** Throws if the thread was interrupted, even before the call: no call starts during shutdown. */
  static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before anything was sent");
    }
  }

  static String invalidLockId(String lockId) {
    return ScrubbedText.of(
        "the lock id "
            + lockId
            + " is none to the store, which wants 1 to 1019 of A-Z a-z 0-9 / _ | - = +;"
            + " choose a consumer group id without other characters, such as dots",
        "");
  }
}
