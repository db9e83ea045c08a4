package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a token just acquired the only one of its lock. Two consumers that take a lock which nobody
 * ever held can both succeed, and a later owner replaces one of their tokens only: the other would
 * stay valid for ever, and the fence would exclude nobody.
 *
 * <p>Each removal is fenced with our own token, so of two consumers that remove each other's at the
 * same moment, one wins and the other is told.
 */
final class StrayTokens {
  static final String CONTENDED = "lock_contended";

  private static final Logger log = LoggerFactory.getLogger(StrayTokens.class);

  private final Dialect<?> dialect;
  private final CallGroup calls;
  private final FenceToken fence;

  StrayTokens(Dialect<?> dialect, CallGroup calls, FenceToken fence) {
    this.dialect = dialect;
    this.calls = calls;
    this.fence = fence;
  }

  FenceOutcome remove() throws InterruptedException {
    Answer<WriteReceipt> probe = dialect.write(List.of(), fence).make(calls);
    if (probe.fault().isPresent()) {
      return failed("checking the new token of", probe.fault().get());
    }
    // As fresh as the probe, which came after our own token: an older state would hide some.
    String fresh =
        probe.messages().stream().map(WriteReceipt::consistencyToken).findFirst().orElse("");
    Answer<String> inForce = dialect.tokensInForce(fence.lockId(), fresh).make(calls);
    if (inForce.fault().isPresent()) {
      return failed("reading the tokens in force of", inForce.fault().get());
    }
    int removed = 0;
    for (String token : inForce.messages()) {
      if (!token.equals(fence.token())) {
        Optional<StoreFault> fault = dialect.voidToken(token, fence).make(calls).fault();
        if (fault.isPresent()) {
          return failed("removing a stray token of", fault.get());
        }
        removed++;
      }
    }
    if (removed > 0) {
      log.warn("Relations API: removed {} stray tokens of the lock {}", removed, fence.lockId());
    }
    if (inForce.messages().size() >= Dialect.MOST_TOKENS) {
      // Every attempt removes what it sees, so the next ones come to an end.
      return new FenceOutcome.NotAcquired(
          "stray_lock_tokens", "the lock " + fence.lockId() + " has more stray tokens; go on");
    }
    return new FenceOutcome.Acquired(fence);
  }

  private FenceOutcome failed(String action, StoreFault fault) {
    String subject = action + " the lock " + fence.lockId();
    return fault.kind() == StoreFault.Kind.FENCE_LOST
        ? new FenceOutcome.NotAcquired(
            CONTENDED, subject + ": another consumer took it at the same moment")
        : new FenceOutcome.NotAcquired(
            fault.reason(), FaultText.of(subject, fault, fence.token(), dialect.name()));
  }
}
