package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.Cursor;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Generates requests of SpiceDB's interface: most are valid, and any part of one may not be. */
final class StoreRequests {
  private static final List<String> GOOD_TUPLES =
      List.of(
          "rbac/group:eng#t_member@rbac/principal:ann",
          "rbac/group:eng#t_member@rbac/principal:bob",
          "rbac/group:ops#t_member@rbac/group:eng#member",
          "rbac/group:ops#t_member@rbac/principal:redhat/12345",
          "rbac/role_binding:b1#t_subject@rbac/group:eng",
          "rbac/role_binding:b1#t_subject@rbac/group:eng#member",
          "rbac/role_binding:b1#t_granted@rbac/role:r1",
          "rbac/role:r1#t_inventory_hosts_read@rbac/principal:*",
          "kessel/lock:group/0#t_version@kessel/lockversion:one",
          "kessel/lock:group/0#t_version@kessel/lockversion:two");
  private static final List<String> TYPES =
      List.of("rbac/group", "rbac/role", "rbac/principal", "rbac/role_binding", "kessel/lock");
  private static final List<String> BAD_TYPES =
      List.of("rbac/unheard", "group", "Rbac/group", "rbac/g", "a/b/rbac/group", "", "rbac/", "x");
  private static final List<String> IDS = List.of("eng", "ops", "ann", "b1", "r1", "group/0", "*");
  private static final List<String> BAD_IDS =
      List.of("a.b", "", " eng", "a:b", "ä", "x".repeat(1024), "x".repeat(1025), "a#b");
  private static final List<String> RELATIONS =
      List.of("t_member", "t_subject", "t_granted", "t_version", "t_inventory_hosts_read");
  private static final List<String> BAD_RELATIONS =
      List.of("member", "t_owner", "owner", "M", "", "t_", "t", "t_x", "y".repeat(65), "...");
  private static final int TOO_MANY_CONDITIONS = 1001;
  private static final Precondition GOOD_CONDITION =
      Precondition.newBuilder()
          .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
          .setFilter(RelationshipFilter.newBuilder().setResourceType("rbac/group"))
          .build();
  private static final List<String> SUBJECT_RELATIONS = List.of("member", "t_member", "", "");

  private final RandomGenerator random;

  StoreRequests(RandomGenerator random) {
    this.random = random;
  }

  /** Calls of SpiceDB's interface. */
  enum Call {
    WRITE,
    DELETE,
    READ
  }

  Call next() {
    return one(List.of(Call.WRITE, Call.WRITE, Call.WRITE, Call.DELETE, Call.READ, Call.READ));
  }

  DeleteRelationshipsRequest delete() {
    DeleteRelationshipsRequest.Builder delete = DeleteRelationshipsRequest.newBuilder();
    if (!oneIn(30)) {
      delete.setRelationshipFilter(filter());
    }
    return delete.addAllOptionalPreconditions(conditions()).build();
  }

  WriteRelationshipsRequest write() {
    WriteRelationshipsRequest.Builder write = WriteRelationshipsRequest.newBuilder();
    int updates = oneIn(20) ? RealSpiceDb.MAX_UPDATES + 1 : random.nextInt(4);
    for (int i = 0; i < updates; i++) {
      write.addUpdates(update());
    }
    return write.addAllOptionalPreconditions(conditions()).build();
  }

  private List<Precondition> conditions() {
    if (oneIn(500)) {
      // Good ones: a refusal that names a thousand faults does not fit into HTTP/2 headers, and
      // then
      // the transport of each server ends the call in its own way.
      return Collections.nCopies(TOO_MANY_CONDITIONS, GOOD_CONDITION);
    }
    return oneIn(3)
        ? Stream.generate(this::condition).limit(1 + random.nextInt(2)).toList()
        : List.of();
  }

  ReadRelationshipsRequest read() {
    ReadRelationshipsRequest.Builder read = ReadRelationshipsRequest.newBuilder();
    if (!oneIn(30)) {
      read.setRelationshipFilter(filter());
    }
    read.setConsistency(consistency());
    if (oneIn(4)) {
      read.setOptionalLimit(one(List.of(1, 2, 999, 1000, 1001, -1)));
    }
    if (oneIn(6)) {
      read.setOptionalCursor(Cursor.newBuilder().setToken(one(List.of("nonsense", "", "AAAA"))));
    }
    return read.build();
  }

  private Consistency.Builder consistency() {
    Consistency.Builder consistency = Consistency.newBuilder();
    return switch (random.nextInt(20)) {
      case 0 -> consistency.setAtLeastAsFresh(ZedToken.newBuilder().setToken("nonsense"));
      case 1 -> consistency.setAtLeastAsFresh(ZedToken.getDefaultInstance());
      case 2 -> consistency.setMinimizeLatency(false);
      case 3 -> consistency.setFullyConsistent(false);
      case 4 -> consistency.clear();
      default -> consistency.setFullyConsistent(true);
    };
  }

  private RelationshipUpdate update() {
    RelationshipUpdate.Builder update = RelationshipUpdate.newBuilder();
    switch (random.nextInt(30)) {
      case 0 -> update.setOperation(RelationshipUpdate.Operation.OPERATION_UNSPECIFIED);
      case 1 -> update.setOperationValue(99);
      case 2, 3, 4, 5, 6 -> update.setOperation(RelationshipUpdate.Operation.OPERATION_CREATE);
      case 7, 8, 9, 10, 11, 12 ->
          update.setOperation(RelationshipUpdate.Operation.OPERATION_DELETE);
      default -> update.setOperation(RelationshipUpdate.Operation.OPERATION_TOUCH);
    }
    return oneIn(40) ? update.build() : update.setRelationship(relationship()).build();
  }

  private Relationship relationship() {
    Relationship.Builder changed = parse(one(GOOD_TUPLES)).toBuilder();
    if (oneIn(2)) {
      return changed.build();
    }
    switch (random.nextInt(10)) {
      case 0, 1 -> changed.setResource(object(changed.getResource()));
      case 2, 3 -> changed.setRelation(mixed(RELATIONS, BAD_RELATIONS));
      case 4, 5 ->
          changed.setSubject(
              changed.getSubject().toBuilder().setObject(object(changed.getSubject().getObject())));
      case 6, 7 ->
          changed.setSubject(
              changed.getSubject().toBuilder()
                  .setOptionalRelation(mixed(SUBJECT_RELATIONS, BAD_RELATIONS)));
      case 8 -> changed.setResource(object(changed.getResource())).clearRelation();
      default -> {
        switch (random.nextInt(3)) {
          case 0 -> changed.clearResource();
          case 1 -> changed.clearSubject();
          default -> changed.setSubject(changed.getSubject().toBuilder().clearObject());
        }
      }
    }
    return changed.build();
  }

  private ObjectReference object(ObjectReference object) {
    ObjectReference.Builder changed = object.toBuilder();
    if (oneIn(2)) {
      changed.setObjectType(mixed(TYPES, BAD_TYPES));
    }
    if (oneIn(2)) {
      changed.setObjectId(mixed(IDS, BAD_IDS));
    }
    return changed.build();
  }

  private Precondition condition() {
    Precondition.Builder condition = Precondition.newBuilder();
    if (!oneIn(20)) {
      condition.setFilter(filter());
    }
    switch (random.nextInt(12)) {
      case 0 -> condition.setOperation(Precondition.Operation.OPERATION_UNSPECIFIED);
      case 1 -> condition.setOperationValue(99);
      case 2, 3, 4 -> condition.setOperation(Precondition.Operation.OPERATION_MUST_NOT_MATCH);
      default -> condition.setOperation(Precondition.Operation.OPERATION_MUST_MATCH);
    }
    return condition.build();
  }

  private RelationshipFilter filter() {
    RelationshipFilter.Builder filter = RelationshipFilter.newBuilder();
    if (!oneIn(6)) {
      filter.setResourceType(oneIn(8) ? one(BAD_TYPES) : one(TYPES));
    }
    if (oneIn(2)) {
      filter.setOptionalResourceId(oneIn(6) ? one(BAD_IDS) : one(IDS));
    }
    if (oneIn(3)) {
      filter.setOptionalRelation(oneIn(6) ? one(BAD_RELATIONS) : one(RELATIONS));
    }
    if (oneIn(3)) {
      filter.setOptionalSubjectFilter(subject());
    }
    return filter.build();
  }

  private SubjectFilter subject() {
    SubjectFilter.Builder subject = SubjectFilter.newBuilder();
    subject.setSubjectType(oneIn(6) ? one(BAD_TYPES) : one(TYPES));
    if (oneIn(2)) {
      subject.setOptionalSubjectId(oneIn(6) ? one(BAD_IDS) : one(IDS));
    }
    if (oneIn(3)) {
      subject.setOptionalRelation(
          SubjectFilter.RelationFilter.newBuilder()
              .setRelation(mixed(SUBJECT_RELATIONS, BAD_RELATIONS)));
    }
    return subject.build();
  }

  /** From SpiceDB's notation. */
  static Relationship parse(String text) {
    String[] ends = text.split("@", 2);
    String[] resource = ends[0].split("#", 2);
    String[] subject = ends[1].split("#", 2);
    return Relationship.newBuilder()
        .setResource(reference(resource[0]))
        .setRelation(resource[1])
        .setSubject(
            SubjectReference.newBuilder()
                .setObject(reference(subject[0]))
                .setOptionalRelation(subject.length > 1 ? subject[1] : ""))
        .build();
  }

  private static ObjectReference reference(String text) {
    String[] parts = text.split(":", 2);
    return ObjectReference.newBuilder().setObjectType(parts[0]).setObjectId(parts[1]).build();
  }

  private String mixed(List<String> good, List<String> bad) {
    return oneIn(2) ? one(good) : one(bad);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }
}
