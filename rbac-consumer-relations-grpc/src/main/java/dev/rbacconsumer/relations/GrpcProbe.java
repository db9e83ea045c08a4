package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.Dialects;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a store is reachable, accepts the credentials and knows the types of locks. It only
 * reads: it takes no lock and does not affect a running group. Thread-safe.
 */
public final class GrpcProbe {
  private final RelationsChannel channel;
  private final Dialect<?> dialect;

  /** Creates a probe over a channel, which it does not close. */
  public GrpcProbe(RelationsChannel channel) {
    this.channel = channel;
    this.dialect = Dialects.of(channel.settings());
  }

  /**
   * Reads the tokens of one lock. An empty answer is as good as any other: a store refuses to read
   * a type that it does not know.
   *
   * @param lockId id of any lock
   * @param timeout longest time to block, above zero
   * @return a sentence that names the problem and the remedy; empty if there is no problem
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Optional<String> check(String lockId, Duration timeout) throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    try (CallGroup calls = channel.calls(timeout)) {
      CallResult<String> answer = dialect.lockSubjects(lockId, "").make(calls);
      return answer.fault().map(fault -> FaultText.of("reading a lock", fault, "", dialect.name()));
    }
  }

  /**
   * Reads the marks beside a lock, in no order. They need not be the newest ones.
   *
   * @param lockId id of the lock
   * @param timeout longest time to block, above zero
   * @return the marks; none if the store does not answer or refuses
   * @throws InterruptedException when the calling thread is interrupted
   */
  public List<StoreMark> marks(String lockId, Duration timeout) throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    try (CallGroup calls = channel.calls(timeout)) {
      CallResult<String> answer = dialect.lockSubjects(StoreMark.idBeside(lockId), "").make(calls);
      return StoreMark.parseAll(answer.messages());
    }
  }
}
