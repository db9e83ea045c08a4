package com.example;

import static dev.rbacconsumer.testkit.assertj.TestkitAssertions.assertThat;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.junit.DeliveryWorldExtension;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A delivery in memory: an hour of it takes a few milliseconds. */
@ExtendWith(DeliveryWorldExtension.class)
class VirtualTimeTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final String OPS = "rbac/group:ops#t_member@rbac/principal:ann";
  private static final String DEV = "rbac/group:dev#t_member@rbac/principal:ann";

  // [world]
  @Test
  void aMemberOfAnotherGroupIsNoLongerInTheFirst(DeliveryWorld world, InMemoryRelations store) {
    RelationTuple before = RelationTuple.parse(OPS);
    RelationTuple after = RelationTuple.parse(DEV);
    world.source().append(PARTITION, OutboxMessages.relations().add(before).build());
    world.source().append(PARTITION, OutboxMessages.relations().remove(before).add(after).build());
    world.source().assign(PARTITION);

    world.runFor(Duration.ofHours(1));

    assertThat(store).hasExactlyTuples(DEV);
    assertThat(world).hasCommitted(PARTITION, 2);
  }
  // [/world]
}
