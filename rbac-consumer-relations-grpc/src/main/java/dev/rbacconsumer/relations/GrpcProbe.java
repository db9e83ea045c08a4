package dev.rbacconsumer.relations;

import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.RequestPagination;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks whether a store is there, lets us in and knows the types that locks are made of. It only
 * reads: no lock is taken, and a group that runs does not notice. Thread-safe.
 */
public final class GrpcProbe {
  private static final String NAMESPACE = "kessel";

  private final RelationsChannel channel;

  /** A probe over a channel that outlives it. */
  public GrpcProbe(RelationsChannel channel) {
    this.channel = channel;
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
  public Optional<String> look(String lockId, Duration timeout) throws InterruptedException {
    Arguments.requirePositive(timeout);
    try (CallGroup calls = channel.calls(timeout)) {
      Answer<ReadTuplesResponse> answer =
          calls.call(KesselTupleServiceGrpc.getReadTuplesMethod(), tokensOf(lockId));
      return answer.fault().map(fault -> FaultText.of("reading a lock", fault, ""));
    }
  }

  private static ReadTuplesRequest tokensOf(String lockId) {
    return ReadTuplesRequest.newBuilder()
        .setFilter(
            RelationTupleFilter.newBuilder()
                .setResourceNamespace(NAMESPACE)
                .setResourceType("lock")
                .setResourceId(lockId)
                .setRelation("version")
                .setSubjectFilter(
                    SubjectFilter.newBuilder()
                        .setSubjectNamespace(NAMESPACE)
                        .setSubjectType("lockversion")))
        .setPagination(RequestPagination.newBuilder().setLimit(1))
        .build();
  }
}
