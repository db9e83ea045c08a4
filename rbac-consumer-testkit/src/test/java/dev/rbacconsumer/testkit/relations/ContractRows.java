package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.WireClient.fence;
import static dev.rbacconsumer.testkit.relations.WireClient.relationship;
import static dev.rbacconsumer.testkit.relations.WireClient.resource;

import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.Collections;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of refusals and of failed preconditions, row by row. */
final class ContractRows {
  private static final Relationship ANN = relationship("group:eng#member@principal:ann");
  private static final String STORE = " authzed.com ERROR_REASON_";
  private static final String WRITING =
      "error creating tuples: error writing relationships to SpiceDB: rpc error: code = ";

  private static final String DELETING =
      "error deleting tuples: error invoking DeleteRelationships in SpiceDB rpc error: code = ";

  private ContractRows() {}

  static Stream<ContractRow> all() {
    return Stream.of(byTheApi(), byTheStore(), aboutStoredTuples(), preconditions(), aboutLocks())
        .flatMap(it -> it);
  }

  private static Stream<ContractRow> byTheApi() {
    return Stream.of(
        ContractRow.of("a field breaks its rule")
            .calling(it -> it.create(true, relationship("group:#member@principal:ann")))
            .isRefused("INVALID_ARGUMENT  VALIDATOR", "validation error: tuples[0].resource.id")
            .so("rejected invalid_argument"),
        ContractRow.of("several fields break their rules")
            .calling(it -> it.create(true, Relationship.getDefaultInstance()))
            .isRefused("INVALID_ARGUMENT  VALIDATOR", "validation errors:")
            .so("rejected invalid_argument"),
        ContractRow.of("a delete filter with half a type")
            .calling(it -> it.delete(RelationTupleFilter.newBuilder().setResourceType("group")))
            .isRefused(
                "INVALID_ARGUMENT  SpiceDb request validation",
                "reason = SpiceDb request validation")
            .so("rejected invalid_argument"),
        ContractRow.of("no JWT where one is wanted")
            .on(it -> it.bearerToken("jwt"))
            .calling(it -> it.create(true, ANN))
            .isRefused("UNAUTHENTICATED  UNAUTHORIZED", "JWT token is missing")
            .so("later unauthenticated"),
        ContractRow.of("a panic in the handler")
            .given(
                it ->
                    it.onWrite(
                        write -> {
                          throw new IllegalStateException("a listener that breaks");
                        }))
            .calling(it -> it.create(true, ANN))
            .isRefused("INTERNAL  UNKNOWN", "unknown request error")
            .so("later internal"),
        ContractRow.of("a request beyond 4194304 bytes")
            .callingStore(it -> it.create(true, tooLarge()))
            .isRefused("RESOURCE_EXHAUSTED  ", "received message larger than max (")
            .so("later request_too_large"),
        ContractRow.of("the server's own timeout")
            .given(
                it ->
                    it.next(
                        1,
                        new ServerFault.Answer(
                            GrpcErrorCode.DEADLINE_EXCEEDED, "context deadline exceeded")))
            .calling(it -> it.create(true, ANN))
            .isRefused("DEADLINE_EXCEEDED  ", "context deadline exceeded")
            .so("later deadline_exceeded"),
        ContractRow.of("a schema file that cannot be read")
            .given(it -> it.setSchemaReadable(false))
            .calling(it -> it.create(true, ANN))
            .isRefused("UNKNOWN  ", "failed to load schema file: ")
            .so("later unknown"));
  }

  private static Stream<ContractRow> byTheStore() {
    return Stream.of(
        ContractRow.of("more updates than one write may hold")
            .givenStore(it -> it.setMaxUpdates(RealSpiceDb.MAX_UPDATES))
            .callingStore(it -> it.create(true, tooMany()))
            .isRefused(
                "INVALID_ARGUMENT" + STORE + "TOO_MANY_UPDATES_IN_REQUEST",
                WRITING + "InvalidArgument desc = too many updates (8) for WriteRelationships call")
            .so("rejected too_many_updates_in_request"),
        ContractRow.of("one tuple twice, under both names of its relation")
            .callingStore(
                it -> it.create(true, ANN, relationship("group:eng#t_member@principal:ann")))
            .isRefused(
                "INVALID_ARGUMENT" + STORE + "UPDATES_ON_SAME_RELATIONSHIP",
                WRITING + "InvalidArgument desc = found more than one update")
            .so("rejected updates_on_same_relationship"),
        ContractRow.of("a subject that the relation does not allow")
            .callingStore(it -> it.create(true, relationship("group:eng#member@role:r1")))
            .isRefused(
                "INVALID_ARGUMENT" + STORE + "INVALID_SUBJECT_TYPE",
                WRITING + "InvalidArgument desc = subjects of type")
            .so("rejected invalid_subject_type"),
        ContractRow.of("a name or id that breaks its pattern")
            .callingStore(it -> it.create(true, relationship("group:a.b#member@principal:ann")))
            .isRefused("INVALID_ARGUMENT  ", WRITING + "InvalidArgument desc = ")
            .so("rejected invalid_argument"));
  }

  private static Stream<ContractRow> aboutStoredTuples() {
    return Stream.of(
        ContractRow.of("bad continuation token in a read")
            .callingStore(it -> it.readAfter("nonsense", resource("group")))
            .isRefused(
                "INVALID_ARGUMENT" + STORE + "INVALID_CURSOR",
                "InvalidArgument desc = error decoding cursor: ")
            .so("rejected invalid_cursor"),
        ContractRow.of("a present tuple, created without upsert")
            .givenStore(it -> it.given(Tuples.members(0, 1)))
            .callingStore(it -> it.create(false, relationship("group:eng#member@principal:p0")))
            .isRefused(
                "ALREADY_EXISTS" + STORE + "ATTEMPT_TO_RECREATE_RELATIONSHIP",
                WRITING + "AlreadyExists desc = could not CREATE")
            .so("rejected attempt_to_recreate_relationship"),
        ContractRow.of("a filter without any part")
            .callingStore(it -> it.delete(RelationTupleFilter.newBuilder()))
            .isRefused(
                "INVALID_ARGUMENT" + STORE + "INVALID_FILTER",
                DELETING + "InvalidArgument desc = the relationship filter provided is not valid")
            .so("rejected invalid_filter"),
        ContractRow.of("a conflict that outlived the store's own retries")
            .given(
                it ->
                    it.next(
                        1,
                        new ServerFault.Refusal(
                            new StoreRefusal(
                                GrpcErrorCode.ABORTED,
                                "SERIALIZATION_FAILURE",
                                Map.of(),
                                "serialization error"))))
            .calling(it -> it.create(true, ANN))
            .isRefused("ABORTED" + STORE + "SERIALIZATION_FAILURE", WRITING + "Aborted desc = ")
            .so("later serialization_failure"));
  }

  private static Stream<ContractRow> preconditions() {
    return Stream.of(
        ContractRow.of("fence lost")
            .callingStore(it -> it.createUnder(fence("group/0", "old"), ANN))
            .isRefused(
                "FAILED_PRECONDITION" + STORE + "WRITE_OR_DELETE_PRECONDITION_FAILURE",
                WRITING + "FailedPrecondition desc = unable to satisfy write precondition")
            .so("fence lost"),
        ContractRow.of("object type not in the schema")
            .callingStore(it -> it.create(true, relationship("unheard:x#member@principal:ann")))
            .isRefused(
                "FAILED_PRECONDITION" + STORE + "UNKNOWN_DEFINITION",
                "object definition `rbac/unheard` not found")
            .so("rejected unknown_definition"),
        ContractRow.of("relation of a resource not in the schema")
            .callingStore(it -> it.create(true, relationship("group:eng#owner@principal:ann")))
            .isRefused(
                "FAILED_PRECONDITION" + STORE + "UNKNOWN_RELATION_OR_PERMISSION",
                "relation/permission `t_owner` not found under definition `rbac/group`")
            .so("rejected unknown_relation_or_permission"),
        ContractRow.of("relation of a subject not in the schema")
            .callingStore(
                it -> it.create(true, relationship("role_binding:b#subject@group:eng#owner")))
            .isRefused(
                "FAILED_PRECONDITION" + STORE + "UNKNOWN_RELATION_OR_PERMISSION",
                "relation/permission `owner` not found under definition `rbac/group`")
            .so("rejected unknown_relation_or_permission"));
  }

  private static Stream<ContractRow> aboutLocks() {
    return Stream.of(
        ContractRow.of("schema without the lock types")
            .givenStore(it -> it.setSchema(StoreSchema.rbac().without("kessel/lock")))
            .callingStore(it -> it.createUnder(fence("group/0", "any"), ANN))
            .isRefused(
                "FAILED_PRECONDITION" + STORE + "UNKNOWN_DEFINITION",
                "object definition `kessel/lock` not found")
            .so("later lock_types_missing"),
        ContractRow.of("types are looked at before the fence")
            .callingStore(
                it ->
                    it.createUnder(
                        fence("group/0", "old"), relationship("unheard:x#member@principal:ann")))
            .isRefused("FAILED_PRECONDITION" + STORE + "UNKNOWN_DEFINITION", "rbac/unheard")
            .so("rejected unknown_definition"),
        ContractRow.of("two took a held lock at once, this one lost")
            .given(ContractRows::loseTheRaceForTheLock)
            .calling(
                it ->
                    it.tuples()
                        .acquireLock(AcquireLockRequest.newBuilder().setLockId("group/0").build()))
            .isRefused(
                "FAILED_PRECONDITION" + STORE + "WRITE_OR_DELETE_PRECONDITION_FAILURE",
                "unable to satisfy write precondition")
            .so("fence lost"));
  }

  private static void loseTheRaceForTheLock(RelationsServer server) {
    var old = server.stealLock("group/0");
    server.next(Rpc.ACQUIRE_LOCK, 1, new ServerFault.Refusal(StoreRefusal.fenceLost(old)));
  }

  private static Relationship[] tooMany() {
    return IntStream.rangeClosed(0, RealSpiceDb.MAX_UPDATES)
        .mapToObj(i -> relationship("group:eng#member@principal:p" + i))
        .toArray(Relationship[]::new);
  }

  private static Relationship[] tooLarge() {
    Relationship large = relationship("group:" + "g".repeat(1000) + "#member@principal:ann");
    return Collections.nCopies(4200, large).toArray(new Relationship[0]);
  }
}
