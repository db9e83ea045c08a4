package dev.rbacconsumer.relations.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.TestTuples;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate.Operation;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpiceDbDialectTest {
  private static final FenceToken FENCE = new FenceToken("group/0", "the-token");
  private static final SpiceDbDialect DIALECT = SpiceDbDialect.of(StoreNames.KESSEL);

  @Test
  void aChangeIsOneWriteOfDeletesAndTouches() {
    RelationshipUpdate removal = DIALECT.removal(TestTuples.boundToMembers());
    RelationshipUpdate addition = DIALECT.addition(TestTuples.member("ann"));

    WriteRelationshipsRequest request = DIALECT.write(List.of(removal, addition), FENCE).request();

    assertThat(request.getUpdatesList())
        .containsExactly(
            update(
                Operation.OPERATION_DELETE,
                relationship(
                    "rbac/role_binding", "b1", "t_subject", "rbac/group", "eng", "member")),
            update(
                Operation.OPERATION_TOUCH,
                relationship("rbac/group", "eng", "t_member", "rbac/principal", "ann", "")));
  }

  @Test
  void theFenceIsAPreconditionOnTheTupleThatKesselLocksWith() {
    assertThat(DIALECT.write(List.of(), FENCE).request().getOptionalPreconditionsList())
        .containsExactly(mustMatch("the-token"));
  }

  @Test
  void withoutAFenceThereIsNoPrecondition() {
    assertThat(DIALECT.write(List.of(), null).request())
        .isEqualTo(WriteRelationshipsRequest.getDefaultInstance());
  }

  @Test
  void aLockThatNoOneHoldsIsTakenOnConditionThatNoOneDoes() {
    SpiceDbLock taken = SpiceDbLock.after("group/0", List.of());

    assertThat(taken.updates())
        .containsExactly(
            update(Operation.OPERATION_CREATE, lock(taken.token())),
            SpiceDbLock.addition("group/0/seen", "undecided"));
    assertThat(taken.conditions())
        .containsExactly(
            Precondition.newBuilder()
                .setOperation(Precondition.Operation.OPERATION_MUST_NOT_MATCH)
                .setFilter(lockFilter())
                .build());
    assertThat(taken.token()).hasSize(36);
  }

  @Test
  void everyTokenInForceIsReplacedOnConditionThatItStillIs() {
    SpiceDbLock taken = SpiceDbLock.after("group/0", List.of("one", "two"));

    assertThat(taken.updates())
        .containsExactly(
            update(Operation.OPERATION_DELETE, lock("one")),
            update(Operation.OPERATION_DELETE, lock("two")),
            update(Operation.OPERATION_CREATE, lock(taken.token())));
    assertThat(taken.conditions()).containsExactly(mustMatch("one"), mustMatch("two"));
  }

  @Test
  void holdersAreReadFullyConsistentAndTokensAsFreshAsTheWriteBefore() {
    ReadRelationshipsRequest holders = SpiceDbLock.holders("group/0");
    ReadRelationshipsRequest tokens = SpiceDbLock.subjects("group/0", "fresh");

    assertThat(holders.getConsistency().getFullyConsistent()).isTrue();
    assertThat(holders.getRelationshipFilter()).isEqualTo(lockFilter().build());
    assertThat(tokens.getConsistency().getAtLeastAsFresh().getToken()).isEqualTo("fresh");
    assertThat(tokens.getOptionalLimit()).isEqualTo(1000);
    assertThat(SpiceDbLock.subjects("group/0", "").getConsistency().getFullyConsistent()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, rbac/group, t_member, rbac/principal",
    "false, true, rbac/group, member, rbac/principal",
    "true, false, group, t_member, principal",
    "false, false, group, member, principal"
  })
  void namesAreAsTheSettingsHaveThem(
      boolean prefix, boolean namespace, String type, String relation, String subjectType) {
    SpiceDbDialect dialect = SpiceDbDialect.of(new StoreNames(prefix, namespace));

    Relationship named = dialect.addition(TestTuples.member("ann")).getRelationship();

    assertThat(named).isEqualTo(relationship(type, "eng", relation, subjectType, "ann", ""));
  }

  @Test
  void theLockIsNamedAsKesselDoesWhateverTheSettings() {
    SpiceDbDialect dialect = SpiceDbDialect.of(new StoreNames(false, false));

    assertThat(dialect.write(List.of(), FENCE).request().getOptionalPreconditionsList())
        .containsExactly(mustMatch("the-token"));
    assertThat(dialect.removeLockSubject("group/0", "stray", FENCE).request())
        .isEqualTo(
            WriteRelationshipsRequest.newBuilder()
                .addUpdates(update(Operation.OPERATION_DELETE, lock("stray")))
                .addOptionalPreconditions(mustMatch("the-token"))
                .build());
    assertThat(dialect.addLockSubject("group/0", "a-mark", FENCE).request())
        .isEqualTo(
            WriteRelationshipsRequest.newBuilder()
                .addUpdates(update(Operation.OPERATION_TOUCH, lock("a-mark")))
                .addOptionalPreconditions(mustMatch("the-token"))
                .build());
  }

  @Test
  void aSubjectSetKeepsItsRelationAsItIs() {
    RelationTuple tuple = TestTuples.boundToMembers();

    assertThat(DIALECT.addition(tuple).getRelationship().getSubject().getOptionalRelation())
        .isEqualTo("member");
  }

  private static Precondition mustMatch(String token) {
    return Precondition.newBuilder()
        .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
        .setFilter(
            lockFilter()
                .setOptionalSubjectFilter(
                    SubjectFilter.newBuilder()
                        .setSubjectType("kessel/lockversion")
                        .setOptionalSubjectId(token)))
        .build();
  }

  private static RelationshipFilter.Builder lockFilter() {
    return RelationshipFilter.newBuilder()
        .setResourceType("kessel/lock")
        .setOptionalResourceId("group/0")
        .setOptionalRelation("t_version");
  }

  private static Relationship lock(String token) {
    return relationship("kessel/lock", "group/0", "t_version", "kessel/lockversion", token, "");
  }

  private static RelationshipUpdate update(Operation operation, Relationship relationship) {
    return RelationshipUpdate.newBuilder()
        .setOperation(operation)
        .setRelationship(relationship)
        .build();
  }

  private static Relationship relationship(
      String type, String id, String relation, String subjectType, String subjectId, String set) {
    return Relationship.newBuilder()
        .setResource(object(type, id))
        .setRelation(relation)
        .setSubject(
            SubjectReference.newBuilder()
                .setObject(object(subjectType, subjectId))
                .setOptionalRelation(set))
        .build();
  }

  private static ObjectReference object(String type, String id) {
    return ObjectReference.newBuilder().setObjectType(type).setObjectId(id).build();
  }
}
