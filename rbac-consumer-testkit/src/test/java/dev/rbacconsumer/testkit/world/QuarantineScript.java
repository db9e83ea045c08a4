package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryQuarantine;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;

/**
 * A world with a quarantine: the store refuses tuples of one type until its schema has it. Confined
 * to the thread of a test.
 */
abstract class QuarantineScript {
  static final PartitionId P0 = new PartitionId("outbox", 0);
  static final RelationTuple BAD = tuple("rbac/role:r1#read@rbac/principal:*");
  static final RelationTuple ANN = tuple("rbac/group:g1#member@rbac/principal:ann");
  static final RelationTuple BOB = tuple("rbac/group:g2#member@rbac/principal:bob");

  final InMemoryTupleStore store = new InMemoryTupleStore(StoreSchema.rbac().without("rbac/role"));
  final InMemoryRelations relations = new InMemoryRelations(store);
  final InMemoryQuarantine quarantine = new InMemoryQuarantine();
  final List<DeadLetter> copies = new ArrayList<>();
  final List<ActionReply> replies = new ArrayList<>();
  final List<SourceRecord> records = new ArrayList<>();
  DeliveryWorld world;

  @BeforeEach
  void begin() {
    world = world(QuarantineSettings.ON);
  }

  DeliveryWorld world(QuarantineSettings settings) {
    return world(settings, quarantine);
  }

  DeliveryWorld world(QuarantineSettings settings, QuarantineStore place) {
    return DeliveryWorld.over(
        relations,
        LaneSettings.DEFAULT
            .withPolicies(
                FailurePolicies.DEFAULT
                    .withRejected(FailurePolicy.QUARANTINE)
                    .withInvalid(FailurePolicy.QUARANTINE))
            .withQuarantine(settings),
        delivery ->
            delivery
                .withQuarantine(place)
                .withOperatorCopies(
                    (letter, timeout) -> {
                      copies.add(letter);
                      return Optional.empty();
                    }));
  }

  void append(List<RelationTuple> removed, List<RelationTuple> added) {
    records.add(
        world.source().append(P0, OutboxMessages.relations().remove(removed).add(added).build()));
  }

  void run() {
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
  }

  void takeOver() {
    world.source().revoke(P0);
    world.runFor(ofMillis(500));
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
  }

  void release(int index, boolean isApplied) {
    ParkedRecord parked =
        quarantine.parked(P0).stream()
            .filter(it -> it.offset().value() == index)
            .findFirst()
            .orElseThrow();
    request(
        new OperatorAction.ReleaseParked(
            parked.offset(), RecordDigest.of(parked.record()), isApplied));
  }

  void request(OperatorAction action) {
    world
        .actions()
        .request(
            new ActionRequest(P0, action, "ann", "schema is fixed", world.time().now()),
            ofSeconds(20),
            replies::add);
    world.runFor(ofSeconds(1));
  }

  List<Code> codes() {
    return replies.stream().map(ActionReply::code).toList();
  }

  List<Long> parked() {
    return quarantine.parked(P0).stream().map(it -> it.offset().value()).toList();
  }

  PartitionStatus status() {
    return world.status().snapshot(partition -> OptionalLong.empty()).partitions().get(0);
  }

  static RelationTuple tuple(String text) {
    return RelationTuple.parse(text);
  }
}
