package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.AppliedProbe;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Worlds whose events are remembered, and messages with ids for them. */
final class RememberedWorlds {
  static final PartitionId P0 = new PartitionId("outbox", 0);

  final InMemoryRelations relations = new InMemoryRelations();
  final AppliedProbe probe = new AppliedProbe();
  private final AppliedEvents events;

  RememberedWorlds(AppliedEvents events) {
    this.events = events;
  }

  DeliveryWorld world(LaneSettings settings) {
    DeliveryWorld world =
        DeliveryWorld.over(
            relations,
            settings,
            delivery ->
                remembering(delivery)
                    .withConsistencyTokens(probe)
                    .withDeadLetters((letter, timeout) -> Optional.empty()));
    world.observe(events);
    return world;
  }

  Delivery remembering(Delivery delivery) {
    return delivery
        .withSource(events.watching(delivery.source()))
        .withAppliedEvents(AppliedEventListener.all(List.of(events, probe)));
  }

  static RelationsMessageBuilder message(int number, String principal) {
    return message(number, tuple(principal));
  }

  /** A message that the store refuses. */
  static RelationsMessageBuilder refused(int number) {
    return message(number, RelationTuple.parse("rbac/nothing:g#member@rbac/principal:ann"));
  }

  static void append(DeliveryWorld world, RelationsMessageBuilder message) {
    world.source().append(P0, message.build());
  }

  static String id(int number) {
    return new UUID(0, number).toString();
  }

  private static RelationsMessageBuilder message(int number, RelationTuple tuple) {
    return OutboxMessages.relations().id(new UUID(0, number)).add(tuple);
  }

  private static RelationTuple tuple(String principal) {
    return RelationTuple.parse("rbac/group:g#member@rbac/principal:" + principal);
  }
}
