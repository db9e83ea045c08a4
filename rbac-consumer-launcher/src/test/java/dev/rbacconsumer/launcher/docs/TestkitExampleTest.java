package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the README shows of the testkit. */
class TestkitExampleTest {
  // [testkit]
  @Test
  void whoMovesToAnotherGroupIsInNoOther() {
    PartitionId partition = new PartitionId("outbox.event.relations-replication-event", 0);
    RelationTuple old = RelationTuple.parse("rbac/group:ops#t_member@rbac/principal:ann");
    RelationTuple now = RelationTuple.parse("rbac/group:dev#t_member@rbac/principal:ann");
    InMemoryRelations store = new InMemoryRelations();
    DeliveryWorld world = DeliveryWorld.over(store, store);

    world.source().append(partition, OutboxMessages.relations().add(old).build());
    world.source().append(partition, OutboxMessages.relations().remove(old).add(now).build());
    world.source().assign(partition);
    world.runFor(Duration.ofSeconds(1));

    assertThat(store.store().tuples()).containsExactly(now);
    assertThat(world.source().committed()).containsEntry(partition, new CommitPosition(2));
  }
  // [/testkit]
}
