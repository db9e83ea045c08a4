package dev.rbacconsumer.relations;

import com.google.protobuf.Message;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.RemovalConcurrencyLimit;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.Dialects;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import dev.rbacconsumer.relations.internal.fault.WriteLimits;
import dev.rbacconsumer.relations.internal.write.ChangeRequest;
import dev.rbacconsumer.relations.internal.write.ChangeSequence;
import dev.rbacconsumer.relations.internal.write.ChangeWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes to the store, in the dialect of the settings. Every call carries the fence, if
 * there is one.
 *
 * <p>With Kessel's dialects, each removal is one exact delete, with several in flight; after all of
 * them, the additions follow in as few writes as the limits allow. With SpiceDB's dialect, the
 * change is one write or, beyond the limits, as few writes as possible, removals first.
 *
 * <p>Thread-safe; with one sink for the whole process, all lanes share the learned limits and the
 * number of removals that the store takes at once.
 */
public final class GrpcRelationSink implements RelationSink {
  private static final String PROBED_LOCK = "rbac-consumer-probe/0";

  private final RelationsChannel channel;
  private final Dialect<?> dialect;
  private final WriteLimits limits;
  private final RemovalConcurrencyLimit removalsInFlight;
  private final BooleanSupplier wantsTokens;

  /**
   * Creates a sink over a channel, which it does not close. Each applied change has the token that
   * proves it, if the store gives one.
   */
  public GrpcRelationSink(RelationsChannel channel) {
    this(channel, () -> true);
  }

  /**
   * Creates a sink over a channel, which it does not close.
   *
   * @param wantsTokens whether the consistency token of a change is wanted, asked before each
   *     attempt. If not, no removal waits for the others of its change, and a change of several
   *     removals without additions has no token: of concurrent writes, it is not known whose token
   *     proves all of them
   */
  public GrpcRelationSink(RelationsChannel channel, BooleanSupplier wantsTokens) {
    this.channel = channel;
    this.wantsTokens = wantsTokens;
    this.dialect = Dialects.of(channel.settings());
    this.limits =
        new WriteLimits(
            channel.settings().maxTuplesPerWrite(),
            channel.settings().maxRequestBytes(),
            System::nanoTime);
    this.removalsInFlight =
        new RemovalConcurrencyLimit(channel.settings().maxConcurrentDeletes(), System::nanoTime);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Each call has the deadline of the settings, or the rest of {@code timeout} if that is
   * shorter. On an interrupt the calls in flight are cancelled; the server may still carry them
   * out.
   *
   * @throws IllegalArgumentException if the change is empty or the timeout is not above zero
   */
  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    return apply(change, fence, Optional.empty(), timeout);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the change is empty or the timeout is not above zero
   */
  @Override
  public Outcome apply(
      TupleChange change, FenceToken fence, Optional<TraceContext> trace, Duration timeout)
      throws InterruptedException {
    return single(new ChangeRequest(change, fence, trace, timeout), null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Every call of the attempt carries the trace in its metadata. The attempt fails when no call
   * was acknowledged for {@code timeout}, independent of the number of calls.
   *
   * @throws IllegalArgumentException if the change is empty or the timeout is not above zero
   */
  @Override
  public Outcome apply(
      TupleChange change,
      FenceToken fence,
      Optional<TraceContext> trace,
      Duration timeout,
      Runnable progress)
      throws InterruptedException {
    return single(new ChangeRequest(change, fence, trace, timeout), progress);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The next change begins on the thread of gRPC that received the last answer to the one
   * before.
   *
   * @throws IllegalArgumentException if the first change is empty or its timeout is not above zero
   */
  @Override
  public Outcome applyAll(Attempt first, Runnable progress, FollowingChanges following)
      throws InterruptedException {
    return applied(ChangeRequest.of(first), first, progress, following);
  }

  private Outcome single(ChangeRequest request, @Nullable Runnable progress)
      throws InterruptedException {
    return applied(request, null, progress, null);
  }

  private Outcome applied(
      ChangeRequest first,
      @Nullable Attempt attempt,
      @Nullable Runnable progress,
      @Nullable FollowingChanges following)
      throws InterruptedException {
    requireApplicable(first.change(), first.timeout());
    FenceToken fence = first.fence();
    if (fence.isFenced()
        && (!SendPreconditions.isLockId(fence.lockId()) || !StoreRules.isId(fence.token()))) {
      // With such a fence every call fails with INVALID_ARGUMENT, which would seem to be about the
      // change.
      return new Outcome.RetryLater(
          SendPreconditions.INVALID_LOCK_ID,
          SendPreconditions.invalidLockId(fence.lockId()),
          false);
    }
    return new ChangeSequence(
            (request, serial, whenOver) -> writer(dialect, request, progress, serial, whenOver),
            following)
        .run(first, attempt);
  }

  private static void requireApplicable(TupleChange change, Duration timeout)
      throws InterruptedException {
    if (change.isEmpty()) {
      throw new IllegalArgumentException("change: want at least one tuple, got none");
    }
    SendPreconditions.requirePositive(timeout);
    SendPreconditions.throwIfInterrupted();
  }

  /** Returns a probe that reads the tokens of a lock which no consumer takes. */
  @Override
  public Optional<Probe> probe() {
    return Optional.of(this::answers);
  }

  private boolean answers(Duration timeout) throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    SendPreconditions.throwIfInterrupted();
    try (CallGroup calls = channel.calls(timeout)) {
      Optional<StoreFault> fault = dialect.lockSubjects(PROBED_LOCK, "").make(calls).fault();
      return fault.isEmpty()
          || fault.get().kind() != StoreFault.Kind.LATER
          || fault.get().isLockTypesMissing();
    }
  }

  /** Returns the number of removals that the sink keeps in flight now, over all changes. */
  public int removalConcurrency() {
    return removalsInFlight.current();
  }

  private <M extends Message> ChangeWriter<M> writer(
      Dialect<M> protocol,
      ChangeRequest request,
      @Nullable Runnable progress,
      Executor serial,
      Runnable whenOver) {
    CallGroup calls = channel.calls(request.trace(), request.timeout());
    Runnable acknowledged =
        () -> {
          if (progress != null) {
            calls.renew();
            progress.run();
          }
        };
    return new ChangeWriter<>(
        protocol,
        calls,
        removalsInFlight,
        limits,
        wantsTokens.getAsBoolean(),
        request.change(),
        request.fence(),
        acknowledged,
        serial,
        whenOver);
  }
}
