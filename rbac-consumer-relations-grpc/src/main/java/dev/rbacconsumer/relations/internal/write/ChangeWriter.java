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
import io.grpc.Deadline;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at one change: the removals, then the additions, then the outcome. The same for
 * every dialect; a dialect whose writes take removals has no separate calls for them. It never
 * waits for an answer before the last one. Used once, by one thread at a time.
 */
public final class ChangeWriter<M extends Message> implements AutoCloseable {
  private final Dialect<M> dialect;
  private final CallGroup calls;
  private final RemovalConcurrencyLimit removalsInFlight;
  private final WriteLimits limits;
  private final boolean wantsToken;
  private final TupleChange change;
  private final FenceToken fence;
  private final Runnable acknowledged;
  private final Executor serial;
  private final Runnable whenOver;

  /** Fence of each call; null if fencing is off. */
  private final @Nullable FenceToken sent;

  private final Deque<List<TupleUpdate<M>>> chunks = new ArrayDeque<>();

  /** Size of a request without tuples. */
  private int overhead;

  private RemovalConcurrencyLimit.@Nullable Share share;
  private final BitSet removed = new BitSet();
  private int nextRemoval;

  /** The fault that ends the attempt; null while there is none. */
  private @Nullable CallFailure failure;

  /** Whether no further call is made without {@link #outcome}. */
  private boolean isOver;

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
   * @param acknowledged run after each call that the store has carried out
   * @param serial runs what follows from an answer, one at a time
   * @param whenOver run once no call is in flight, and none follows without {@link #outcome}
   */
  public ChangeWriter(
      Dialect<M> dialect,
      CallGroup calls,
      RemovalConcurrencyLimit removalsInFlight,
      WriteLimits limits,
      boolean wantsToken,
      TupleChange change,
      FenceToken fence,
      Runnable acknowledged,
      Executor serial,
      Runnable whenOver) {
    this.dialect = dialect;
    this.calls = calls;
    this.removalsInFlight = removalsInFlight;
    this.limits = limits;
    this.wantsToken = wantsToken;
    this.change = change;
    this.fence = fence;
    this.sent = fence.isFenced() ? fence : null;
    this.acknowledged = acknowledged;
    this.serial = serial;
    this.whenOver = whenOver;
  }

  /** Starts to remove and add the tuples of the change, removals first. */
  void begin() {
    // Fail closed: no tuple is added before every tuple to remove is removed.
    if (dialect.removesInWrites() || change.removals().isEmpty()) {
      beginWrites();
    } else {
      share = removalsInFlight.join();
      continueRemoving(share);
    }
  }

  /** Returns the outcome if the whole change is applied. */
  Optional<Outcome.Applied> applied() {
    return failure == null ? Optional.of(new Outcome.Applied(token(), inDoubt)) : Optional.empty();
  }

  /**
   * Returns the outcome of the attempt, after further calls if a fault has to be explained. Waits
   * for their answers.
   */
  Outcome outcome() throws InterruptedException {
    return failure == null ? applied().orElseThrow() : conclude(failure);
  }

  /** Returns the time at which the attempt is over. May be called by any thread. */
  Deadline end() {
    return calls.end();
  }

  /** Cancels the calls in flight if the time of the attempt is over. */
  void giveUpIfLate() {
    if (calls.end().isExpired()) {
      calls.giveUp().forEach(PendingCall::notifyListener);
    }
  }

  /** Cancels the calls in flight. The server may still carry them out. */
  @Override
  public void close() {
    calls.close();
    endShare();
  }

  /**
   * Starts removals, with several calls in flight. After a fault no new call starts, but calls in
   * flight are awaited: a delete that takes effect later could remove the tuple of a later record.
   */
  private void continueRemoving(RemovalConcurrencyLimit.Share open) {
    List<RelationTuple> tuples = change.removals();
    boolean last = change.additions().isEmpty();
    while (failure == null
        && nextRemoval < tuples.size()
        && mayStart(open, last && nextRemoval == tuples.size() - 1)) {
      RelationTuple tuple = tuples.get(nextRemoval);
      isOrderUnknown = last && calls.inFlight() > 0;
      Removal removal = new Removal(nextRemoval++, tuple, open.start());
      dialect
          .remove(tuple, sent)
          .start(calls, over -> serial.execute(() -> removed(over, removal, open)));
    }
    if (calls.inFlight() == 0) {
      endShare();
      if (failure == null) {
        beginWrites();
      } else {
        finish();
      }
    }
  }

  private void removed(PendingCall<?> over, Removal about, RemovalConcurrencyLimit.Share open) {
    if (isOver || !calls.ended(over)) {
      return;
    }
    CallResult<?> answer = over.answer();
    open.end(about.begun(), answer);
    removed.set(about.number(), answer.fault().isEmpty());
    confirmed = removed.nextClearBit(0);
    CallFailure met =
        answer.fault().map(it -> CallFailure.removing(about.tuple(), it)).orElse(null);
    if (failure == null || (met != null && met.isFenceLost())) {
      failure = met;
    }
    heed(answer);
    continueRemoving(open);
  }

  private void endShare() {
    RemovalConcurrencyLimit.Share open = share;
    share = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Returns whether one more removal may start. If the token is wanted, the last write of a change
   * has no other call beside it: of consistency tokens from concurrent calls, it is not known which
   * one is newest.
   */
  private boolean mayStart(RemovalConcurrencyLimit.Share open, boolean isLastOfAll) {
    return (isLastOfAll && wantsToken) ? calls.inFlight() == 0 : open.mayStart();
  }

  /** Starts to write updates, in as few requests as the limits allow, one after the other. */
  private void beginWrites() {
    List<TupleUpdate<M>> updates = TupleUpdate.all(change, dialect);
    if (!updates.isEmpty()) {
      overhead = dialect.write(List.of(), sent).request().getSerializedSize();
      chunks.addAll(TupleUpdate.chunks(updates, limits.maxTuples(), limits.maxBytes() - overhead));
    }
    writeNext();
  }

  private void writeNext() {
    List<TupleUpdate<M>> chunk = chunks.poll();
    if (chunk == null) {
      finish();
      return;
    }
    StoreCall<?, WriteReceipt> call = dialect.write(TupleUpdate.messages(chunk), sent);
    call.start(calls, over -> serial.execute(() -> written(over, chunk, call)));
  }

  private void written(
      PendingCall<WriteReceipt> over, List<TupleUpdate<M>> chunk, StoreCall<?, ?> call) {
    if (isOver || !calls.ended(over)) {
      return;
    }
    CallResult<WriteReceipt> answer = over.answer();
    heed(answer);
    StoreFault fault = answer.fault().orElse(null);
    if (fault == null) {
      confirmed += chunk.size();
      writeNext();
      return;
    }
    int bytes = call.request().getSerializedSize();
    if (chunk.size() > 1 && isTooMuch(fault, bytes)) {
      limits.learn(fault, bytes);
      List<List<TupleUpdate<M>>> smaller =
          TupleUpdate.split(chunk, limits.maxTuples(), limits.maxBytes() - overhead);
      for (int i = smaller.size() - 1; i >= 0; i--) {
        chunks.push(smaller.get(i));
      }
      writeNext();
    } else {
      failure = CallFailure.writing(chunk, fault);
      finish();
    }
  }

  private void finish() {
    isOver = true;
    whenOver.run();
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
