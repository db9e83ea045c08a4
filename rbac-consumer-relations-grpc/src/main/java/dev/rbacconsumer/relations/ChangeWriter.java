package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.ConsistencyToken;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt at one change: removals, then additions, then what it came to. Confined to one
 * thread; used once.
 */
final class ChangeWriter {
  private final CallGroup calls;
  private final int maxConcurrentDeletes;
  private final WriteLimits limits;
  private final FenceToken fence;
  private final FencingCheck check;
  private String lastToken = "";

  ChangeWriter(CallGroup calls, int maxConcurrentDeletes, WriteLimits limits, FenceToken fence) {
    this.calls = calls;
    this.maxConcurrentDeletes = maxConcurrentDeletes;
    this.limits = limits;
    this.fence = fence;
    this.check = TupleMessages.fence(fence);
  }

  Outcome write(TupleChange change) throws InterruptedException {
    // Fail closed: nothing is granted before everything that must go is gone.
    Optional<Failure> failure = remove(change.removals(), change.additions().isEmpty());
    if (failure.isEmpty()) {
      failure = add(Addition.all(change.additions()));
    }
    return failure.isPresent() ? conclude(failure.get()) : new Outcome.Applied(token());
  }

  /** A fault and the tuples of the call that met it. */
  private record Failure(StoreFault fault, String verb, List<RelationTuple> tuples) {
    boolean isFenceLost() {
      return fault.kind() == StoreFault.Kind.FENCE_LOST;
    }

    String action() {
      Optional<RelationTuple> culprit = FaultText.culprit(fault.error(), tuples);
      return culprit.isPresent()
          ? verb + " " + culprit.get()
          : verb + " " + tuples.size() + " tuples";
    }
  }

  /**
   * Removes with several calls in flight. After a fault nothing new is started, but what is in
   * flight is awaited: a delete that lands later could meet a record applied since.
   *
   * @param last whether no write follows these
   */
  private Optional<Failure> remove(List<RelationTuple> tuples, boolean last)
      throws InterruptedException {
    Map<PendingCall<?>, RelationTuple> inFlight = new HashMap<>();
    Optional<Failure> failure = Optional.empty();
    int next = 0;
    while (true) {
      while (failure.isEmpty() && next < tuples.size() && mayStart(next, tuples.size(), last)) {
        RelationTuple tuple = tuples.get(next++);
        inFlight.put(
            calls.start(
                KesselTupleServiceGrpc.getDeleteTuplesMethod(), TupleMessages.delete(tuple, check)),
            tuple);
      }
      if (inFlight.isEmpty()) {
        return failure;
      }
      PendingCall<?> over = calls.awaitAny();
      List<RelationTuple> about = List.of(inFlight.remove(over));
      Answer<?> answer = over.answer();
      Optional<Failure> met =
          answer.fault().map(f -> new Failure(f.asLeastPossible(), "removing", about));
      if (failure.isEmpty() || met.filter(Failure::isFenceLost).isPresent()) {
        failure = met;
      }
      keepToken(answer);
    }
  }

  /**
   * Whether one more removal may start. The last write of all goes alone: of tokens given out side
   * by side, nobody could say which is the newest.
   */
  private boolean mayStart(int next, int size, boolean last) {
    boolean mustBeAlone = last && next == size - 1;
    return mustBeAlone ? calls.inFlight() == 0 : calls.inFlight() < maxConcurrentDeletes;
  }

  private Optional<Failure> add(List<Addition> additions) throws InterruptedException {
    int overhead = TupleMessages.probe(check).getSerializedSize();
    Deque<List<Addition>> chunks =
        new ArrayDeque<>(
            Addition.chunks(additions, limits.maxTuples(), limits.maxBytes() - overhead));
    while (!chunks.isEmpty()) {
      List<Addition> chunk = chunks.pop();
      Answer<CreateTuplesResponse> answer = create(chunk);
      keepToken(answer);
      StoreFault fault = answer.fault().orElse(null);
      if (fault == null) {
        continue;
      }
      if (fault.kind() == StoreFault.Kind.TOO_MUCH && chunk.size() > 1) {
        limits.learn(fault);
        List<List<Addition>> smaller =
            Addition.split(chunk, limits.maxTuples(), limits.maxBytes() - overhead);
        for (int i = smaller.size() - 1; i >= 0; i--) {
          chunks.push(smaller.get(i));
        }
      } else {
        return Optional.of(new Failure(fault.asLeastPossible(), "adding", Addition.tuples(chunk)));
      }
    }
    return Optional.empty();
  }

  private Answer<CreateTuplesResponse> create(List<Addition> chunk) throws InterruptedException {
    CreateTuplesRequest.Builder request = TupleMessages.probe(check).toBuilder();
    for (Addition addition : chunk) {
      request.addTuples(addition.message());
    }
    return calls.call(KesselTupleServiceGrpc.getCreateTuplesMethod(), request.build());
  }

  private Outcome conclude(Failure failure) throws InterruptedException {
    StoreFault fault = failure.fault();
    return switch (fault.kind()) {
      case FENCE_LOST -> new Outcome.FenceLost(FaultText.fenceLost(fence));
      case REFUSED -> afterProbe(failure, new Outcome.Rejected(fault.reason(), text(failure)));
      case UNCLEAR -> afterProbe(failure, new Outcome.RetryLater(fault.reason(), text(failure)));
      case TOO_MUCH, LATER -> new Outcome.RetryLater(fault.reason(), text(failure));
    };
  }

  /**
   * The store looks at types before it looks at the fence, so an owner that has lost its partition
   * can be told of the schema instead. The verdict stands only while the fence is known to hold.
   */
  private Outcome afterProbe(Failure failure, Outcome verdict) throws InterruptedException {
    StoreFault probe = create(List.of()).fault().orElse(null);
    if (probe == null) {
      return verdict;
    }
    if (probe.kind() == StoreFault.Kind.FENCE_LOST) {
      return new Outcome.FenceLost(FaultText.fenceLost(fence));
    }
    return new Outcome.RetryLater(
        "fence_unconfirmed",
        SafeText.of(
            "refused ("
                + failure.fault().reason()
                + "), but whether the fence still holds could not be asked: "
                + FaultText.of("probing it", probe, fence.token()),
            fence.token()));
  }

  private String text(Failure failure) {
    return FaultText.of(failure.action(), failure.fault(), fence.token());
  }

  private void keepToken(Answer<?> answer) {
    for (Object message : answer.messages()) {
      String token =
          message instanceof CreateTuplesResponse created
              ? created.getConsistencyToken().getToken()
              : ((DeleteTuplesResponse) message).getConsistencyToken().getToken();
      if (answer.status().isOk() && !token.isEmpty()) {
        lastToken = token;
      }
    }
  }

  private Optional<ConsistencyToken> token() {
    return lastToken.isEmpty() ? Optional.empty() : Optional.of(new ConsistencyToken(lastToken));
  }
}
