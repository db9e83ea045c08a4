package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.Consistency;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.RequestPagination;
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

  /** The most that one read gives. */
  private static final int PAGE = 1000;

  private static final String NAMESPACE = "kessel";
  private static final String LOCK = "lock";
  private static final String RELATION = "version";
  private static final String VERSION = "lockversion";

  private final CallGroup calls;
  private final FenceToken fence;
  private final FencingCheck check;

  StrayTokens(CallGroup calls, FenceToken fence) {
    this.calls = calls;
    this.fence = fence;
    this.check = TupleMessages.fence(fence);
  }

  FenceOutcome remove() throws InterruptedException {
    Answer<CreateTuplesResponse> probe =
        calls.call(KesselTupleServiceGrpc.getCreateTuplesMethod(), TupleMessages.probe(check));
    if (probe.fault().isPresent()) {
      return failed("checking the new token of", probe.fault().get());
    }
    Answer<ReadTuplesResponse> inForce =
        calls.call(KesselTupleServiceGrpc.getReadTuplesMethod(), tokensInForce(probe));
    if (inForce.fault().isPresent()) {
      return failed("reading the tokens in force of", inForce.fault().get());
    }
    int removed = 0;
    for (ReadTuplesResponse found : inForce.messages()) {
      String token = found.getTuple().getSubject().getSubject().getId();
      if (!token.equals(fence.token())) {
        Optional<StoreFault> fault = delete(token);
        if (fault.isPresent()) {
          return failed("removing a stray token of", fault.get());
        }
        removed++;
      }
    }
    if (removed > 0) {
      log.warn("Relations API: removed {} stray tokens of the lock {}", removed, fence.lockId());
    }
    if (inForce.messages().size() >= PAGE) {
      // Every attempt removes what it sees, so the next ones come to an end.
      return new FenceOutcome.NotAcquired(
          "stray_lock_tokens", "the lock " + fence.lockId() + " has more stray tokens; go on");
    }
    return new FenceOutcome.Acquired(fence);
  }

  private Optional<StoreFault> delete(String token) throws InterruptedException {
    RelationTuple stray =
        new RelationTuple(
            ObjectReference.of(NAMESPACE, LOCK, fence.lockId()),
            RELATION,
            SubjectReference.of(ObjectReference.of(NAMESPACE, VERSION, token)));
    Answer<DeleteTuplesResponse> answer =
        calls.call(
            KesselTupleServiceGrpc.getDeleteTuplesMethod(), TupleMessages.delete(stray, check));
    return answer.fault();
  }

  /** Read as fresh as the probe, which came after our own token: an older state would hide some. */
  private ReadTuplesRequest tokensInForce(Answer<CreateTuplesResponse> probe) {
    ReadTuplesRequest.Builder request =
        ReadTuplesRequest.newBuilder()
            .setFilter(
                RelationTupleFilter.newBuilder()
                    .setResourceNamespace(NAMESPACE)
                    .setResourceType(LOCK)
                    .setResourceId(fence.lockId())
                    .setRelation(RELATION))
            .setPagination(RequestPagination.newBuilder().setLimit(PAGE));
    for (CreateTuplesResponse response : probe.messages()) {
      ConsistencyToken token = response.getConsistencyToken();
      if (!token.getToken().isEmpty()) {
        request.setConsistency(Consistency.newBuilder().setAtLeastAsFresh(token));
      }
    }
    return request.build();
  }

  private FenceOutcome failed(String action, StoreFault fault) {
    String subject = action + " the lock " + fence.lockId();
    return fault.kind() == StoreFault.Kind.FENCE_LOST
        ? new FenceOutcome.NotAcquired(
            CONTENDED, subject + ": another consumer took it at the same moment")
        : new FenceOutcome.NotAcquired(fault.reason(), FaultText.of(subject, fault, fence.token()));
  }
}
