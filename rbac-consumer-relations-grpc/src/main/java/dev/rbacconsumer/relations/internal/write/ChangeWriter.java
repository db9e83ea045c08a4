package dev.rbacconsumer.relations.internal.write;

import com.google.protobuf.Message;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.call.PendingCall;
import dev.rbacconsumer.relations.internal.call.RemovalConcurrencyLimit;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.TupleUpdate;
import dev.rbacconsumer.relations.internal.dialect.WriteReceipt;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import dev.rbacconsumer.relations.internal.fault.ScrubbedText;
import dev.rbacconsumer.relations.internal.fault.SizeRefusal;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import dev.rbacconsumer.relations.internal.fault.WriteLimits;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at one change: the removals, then the additions, then the outcome. The same for
 * every dialect; a dialect whose writes take removals has no separate calls for them. Confined to
 * one thread; used once.
 */
public final class ChangeWriter<M extends Message> {
  private final Dialect<M> dialect;
  private final CallGroup calls;
  private final RemovalConcurrencyLimit removalsInFlight;
  private final WriteLimits limits;
  private final boolean wantsToken;
  private final FenceToken fence;
  private final Runnable acknowledged;

  /** Fence of each call; null if fencing is off. */
  private final @Nullable FenceToken sent;

  /** Token of the last write that was heard of; empty if the store gave none for it. */
  private String lastToken = "";

  /** Whether the last write began beside others, so that its token may not be the newest. */
  private boolean isOrderUnknown;

  /** Whether any call of this attempt may still take effect, even after a later success. */
  private boolean inDoubt;

  /** Number of confirmed tuples, removals first, up to the first unconfirmed one. */
  private int confirmed;

  /**
   * @param wantsToken whether the last write of a change has to wait for all others, so that its
   *     token proves them, too
   */
  public ChangeWriter(
      Dialect<M> dialect,
      CallGroup calls,
      RemovalConcurrencyLimit removalsInFlight,
      WriteLimits limits,
      boolean wantsToken,
      FenceToken fence,
      Runnable acknowledged) {
    this.dialect = dialect;
    this.calls = calls;
    this.removalsInFlight = removalsInFlight;
    this.limits = limits;
    this.wantsToken = wantsToken;
    this.fence = fence;
    this.sent = fence.isFenced() ? fence : null;
    this.acknowledged = acknowledged;
  }

  /** Removes and adds the tuples of the change, removals first, and returns the outcome. */
  public Outcome write(TupleChange change) throws InterruptedException {
    // Fail closed: no tuple is added before every tuple to remove is removed.
    Optional<CallFailure> failure =
        dialect.removesInWrites()
            ? Optional.empty()
            : remove(change.removals(), change.additions().isEmpty());
    if (failure.isEmpty()) {
      failure = write(TupleUpdate.all(change, dialect));
    }
    return failure.isPresent() ? conclude(failure.get()) : new Outcome.Applied(token(), inDoubt);
  }

  /**
   * Removes tuples with several calls in flight. After a fault no new call starts, but calls in
   * flight are awaited: a delete that takes effect later could remove the tuple of a later record.
   *
   * @param last whether no write follows these removals
   */
  private Optional<CallFailure> remove(List<RelationTuple> tuples, boolean last)
      throws InterruptedException {
    Map<PendingCall<?>, Removal> inFlight = new HashMap<>();
    Optional<CallFailure> failure = Optional.empty();
    BitSet removed = new BitSet(tuples.size());
    int next = 0;
    try (RemovalConcurrencyLimit.Share share = removalsInFlight.join()) {
      while (true) {
        while (failure.isEmpty()
            && next < tuples.size()
            && mayStart(share, last && next == tuples.size() - 1)) {
          RelationTuple tuple = tuples.get(next);
          isOrderUnknown = last && calls.inFlight() > 0;
          Removal removal = new Removal(next++, tuple, share.start());
          inFlight.put(dialect.remove(tuple, sent).start(calls), removal);
        }
        if (inFlight.isEmpty()) {
          return failure;
        }
        PendingCall<?> over = calls.awaitAny();
        Removal about = Objects.requireNonNull(inFlight.remove(over), "not a removal");
        CallResult<?> answer = over.answer();
        share.end(about.begun(), answer);
        removed.set(about.number(), answer.fault().isEmpty());
        confirmed = removed.nextClearBit(0);
        Optional<CallFailure> met =
            answer.fault().map(it -> CallFailure.removing(about.tuple(), it));
        if (failure.isEmpty() || met.filter(CallFailure::isFenceLost).isPresent()) {
          failure = met;
        }
        heed(answer);
      }
    }
  }

  /**
   * Returns whether one more removal may start. If the token is wanted, the last write of a change
   * has no other call beside it: of consistency tokens from concurrent calls, it is not known which
   * one is newest.
   */
  private boolean mayStart(RemovalConcurrencyLimit.Share share, boolean isLastOfAll) {
    return (isLastOfAll && wantsToken) ? calls.inFlight() == 0 : share.mayStart();
  }

  /** Writes updates in as few requests as the limits allow, one after the other. */
  private Optional<CallFailure> write(List<TupleUpdate<M>> updates) throws InterruptedException {
    int overhead = dialect.write(List.of(), sent).request().getSerializedSize();
    Deque<List<TupleUpdate<M>>> chunks =
        new ArrayDeque<>(
            TupleUpdate.chunks(updates, limits.maxTuples(), limits.maxBytes() - overhead));
    while (!chunks.isEmpty()) {
      List<TupleUpdate<M>> chunk = chunks.pop();
      StoreCall<?, WriteReceipt> call = dialect.write(TupleUpdate.messages(chunk), sent);
      CallResult<WriteReceipt> answer = call.make(calls);
      heed(answer);
      StoreFault fault = answer.fault().orElse(null);
      if (fault == null) {
        confirmed += chunk.size();
        continue;
      }
      int bytes = call.request().getSerializedSize();
      if (chunk.size() > 1 && isTooMuch(fault, bytes)) {
        limits.learn(fault, bytes);
        List<List<TupleUpdate<M>>> smaller =
            TupleUpdate.split(chunk, limits.maxTuples(), limits.maxBytes() - overhead);
        for (int i = smaller.size() - 1; i >= 0; i--) {
          chunks.push(smaller.get(i));
        }
      } else {
        return Optional.of(CallFailure.writing(chunk, fault));
      }
    }
    return Optional.empty();
  }

  private static boolean isTooMuch(StoreFault fault, int bytes) {
    return fault.kind() == StoreFault.Kind.TOO_MUCH
        || SizeRefusal.isSuspected(fault.error(), bytes);
  }

  private Outcome conclude(CallFailure failure) throws InterruptedException {
    StoreFault fault = failure.fault();
    return switch (fault.kind()) {
      case FENCE_LOST -> FenceLossDiagnosis.read(dialect, calls, fence);
      // Another attempt would be refused as well. Calls still in flight are awaited first.
      case REFUSED ->
          afterProbe(
              failure,
              inDoubt
                  ? retryLater(fault.reason(), text(failure))
                  : new Outcome.Rejected(fault.reason(), text(failure)));
      case UNCLEAR -> afterProbe(failure, retryLater(fault.reason(), text(failure)));
      case TOO_MUCH, LATER -> retryLater(fault.reason(), text(failure));
    };
  }

  private Outcome retryLater(String reason, String message) {
    return new Outcome.RetryLater(reason, message, inDoubt, confirmed);
  }

  /**
   * Returns the outcome after a probe of the fence. The store checks types before it checks the
   * fence, so an owner that has lost its partition can get an error about the schema instead. The
   * verdict is final only if the fence is known to hold.
   */
  private Outcome afterProbe(CallFailure failure, Outcome verdict) throws InterruptedException {
    StoreFault probe =
        sent == null ? null : dialect.write(List.of(), sent).make(calls).fault().orElse(null);
    if (probe == null) {
      return verdict;
    }
    if (probe.kind() == StoreFault.Kind.FENCE_LOST) {
      return FenceLossDiagnosis.read(dialect, calls, fence);
    }
    return retryLater(
        FailureReason.FENCE_UNCONFIRMED.word(),
        ScrubbedText.of(
            "refused ("
                + failure.fault().reason()
                + "), but whether the fence still holds could not be asked: "
                + FaultText.of("probing it", probe, fence.token(), dialect.name()),
            fence.token()));
  }

  private String text(CallFailure failure) {
    return FaultText.of(failure.action(), failure.fault(), fence.token(), dialect.name());
  }

  private void heed(CallResult<?> answer) {
    inDoubt |= answer.mayLandLater();
    if (answer.fault().isEmpty()) {
      acknowledged.run();
    }
    for (Object message : answer.messages()) {
      if (answer.status().isOk() && message instanceof WriteReceipt receipt) {
        lastToken = receipt.consistencyToken();
      }
    }
  }

  /** Returns the token that proves the whole change; empty if it is not known which one does. */
  private Optional<ConsistencyToken> token() {
    return isOrderUnknown || lastToken.isEmpty()
        ? Optional.empty()
        : Optional.of(new ConsistencyToken(lastToken));
  }

  /** Removal in flight: its number, its tuple, and its start. */
  private record Removal(int number, RelationTuple tuple, RemovalConcurrencyLimit.Removal begun) {}
}
