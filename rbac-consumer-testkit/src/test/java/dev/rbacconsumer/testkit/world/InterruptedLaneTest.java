package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InterruptedLaneTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  @Test
  void anInterruptOutOfNowhereEndsTheInstanceInsteadOfAPartitionInSilence() {
    DeliveryWorld world =
        DeliveryWorld.over(
            (change, fence, timeout) -> {
              throw new InterruptedException("out of nowhere");
            },
            new InMemoryRelations());
    world
        .source()
        .append(
            P0,
            OutboxMessages.relations()
                .add(RelationTuple.parse("rbac/group:g#member@rbac/principal:ann"))
                .build());
    world.source().assign(P0);

    assertThatThrownBy(() -> world.runFor(Duration.ofSeconds(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outbox-0")
        .hasRootCauseInstanceOf(InterruptedException.class);
  }
}
