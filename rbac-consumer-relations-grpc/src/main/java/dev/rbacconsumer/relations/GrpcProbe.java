package dev.rbacconsumer.relations;

import java.time.Duration;
import java.util.Optional;

/**
 * Looks whether a store is there, lets us in and knows the types that locks are made of. It only
 * reads: no lock is taken, and a group that runs does not notice. Thread-safe.
 */
public final class GrpcProbe {
  private final RelationsChannel channel;
  private final Dialect<?> dialect;

  /** A probe over a channel that outlives it. */
  public GrpcProbe(RelationsChannel channel) {
    this.channel = channel;
    this.dialect = Dialects.of(channel.settings());
  }

  /**
   * Asks for the tokens of one lock. That there are none is as good an answer as any: a store
   * refuses to look for a type that it does not know.
   *
   * @param lockId of any lock
   * @param timeout longest time to block, above zero
   * @return a sentence that says what is wrong and what to do; empty when all is well
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Optional<String> check(String lockId, Duration timeout) throws InterruptedException {
    Preconditions.requirePositive(timeout);
    try (CallGroup calls = channel.calls(timeout)) {
      CallResult<String> answer = dialect.lockSubjects(lockId, "").make(calls);
      return answer.fault().map(fault -> FaultText.of("reading a lock", fault, "", dialect.name()));
    }
  }
}
