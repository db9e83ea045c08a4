package dev.rbacconsumer.relations.internal.write;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.call.PendingCall;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.WriteReceipt;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the acquisition of a lock after its token was given: makes that token the only one, and
 * reads the marks beside the lock. Two consumers that take a new lock at the same time can both
 * succeed, and a later owner replaces only one of their tokens: the other would stay valid, and the
 * fence would not exclude its owner.
 *
 * <p>Each removal is fenced with our own token, so of two consumers that remove each other's at the
 * same moment, one wins and the other's acquisition fails.
 */
public final class LockAcquisition {
  public static final String CONTENDED = FailureReason.LOCK_CONTENDED.word();

  private static final Logger log = LoggerFactory.getLogger(LockAcquisition.class);

  private final Dialect<?> dialect;
  private final CallGroup calls;
  private final FenceToken fence;
  private final String marksId;

  public LockAcquisition(Dialect<?> dialect, CallGroup calls, FenceToken fence) {
    this.dialect = dialect;
    this.calls = calls;
    this.fence = fence;
    this.marksId = StoreMark.idBeside(fence.lockId());
  }

  /**
   * Makes the calls of the acquisition.
   *
   * @param before tokens that were in force before it was taken
   * @param removesStrays whether other tokens are removed
   */
  public FenceOutcome complete(Set<String> before, boolean removesStrays)
      throws InterruptedException {
    CallResult<WriteReceipt> probe = dialect.write(List.of(), fence).make(calls);
    if (probe.fault().isPresent()) {
      return failed("checking the new token of", probe.fault().get());
    }
    // As fresh as the probe, which came after our own token: an older state would lack some tokens.
    String fresh = WriteReceipt.tokenOf(probe);
    PendingCall<String> marks = dialect.lockSubjects(marksId, fresh).start(calls);
    PendingCall<String> tokens =
        removesStrays ? dialect.lockSubjects(fence.lockId(), fresh).start(calls) : null;
    while (calls.inFlight() > 0) {
      calls.awaitAny();
    }
    return tokens == null
        ? acquired(before, marks.answer())
        : withoutStrays(before, marks.answer(), tokens.answer());
  }

  private FenceOutcome withoutStrays(
      Set<String> before, CallResult<String> marks, CallResult<String> tokens)
      throws InterruptedException {
    if (tokens.fault().isPresent()) {
      return failed("reading the tokens in force of", tokens.fault().get());
    }
    @Nullable String removedAt = null;
    int removed = 0;
    for (String token : tokens.messages()) {
      if (!token.equals(fence.token())) {
        CallResult<WriteReceipt> removal =
            dialect.removeLockSubject(fence.lockId(), token, fence).make(calls);
        if (removal.fault().isPresent()) {
          return failed("removing a stray token of", removal.fault().get());
        }
        removedAt = WriteReceipt.tokenOf(removal);
        removed++;
      }
    }
    if (tokens.messages().size() >= Dialect.MOST_TOKENS) {
      // Every attempt removes the tokens that it reads, so the next attempts finish.
      return new FenceOutcome.NotAcquired(
          FailureReason.STRAY_LOCK_TOKENS.word(),
          "the lock " + fence.lockId() + " has more stray tokens; go on");
    }
    if (removedAt == null) {
      return acquired(before, marks);
    }
    log.warn("Relations API: removed {} stray tokens of the lock {}", removed, fence.lockId());
    // Before that, the owner of a stray token could still write a mark.
    return acquired(before, dialect.lockSubjects(marksId, removedAt).make(calls));
  }

  private FenceOutcome acquired(Set<String> before, CallResult<String> marks) {
    Optional<StoreFault> fault = marks.fault();
    if (fault.isPresent()) {
      return failed("reading the marks beside", fault.get());
    }
    StoreMemory.Lock state = before.isEmpty() ? StoreMemory.Lock.FREE : StoreMemory.Lock.HELD;
    return new FenceOutcome.Acquired(
        fence,
        StoreMemory.of(state, StoreMark.parseAll(marks.messages())),
        before.stream()
            .map(token -> new FenceToken(fence.lockId(), token))
            .collect(Collectors.toSet()));
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
