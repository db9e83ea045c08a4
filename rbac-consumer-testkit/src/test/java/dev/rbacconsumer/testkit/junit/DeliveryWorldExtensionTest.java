package dev.rbacconsumer.testkit.junit;

import static dev.rbacconsumer.testkit.assertj.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeliveryWorldExtension.class)
final class DeliveryWorldExtensionTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final String ANN = "rbac/group:ops#t_member@rbac/principal:ann";

  @RepeatedTest(2)
  void eachTestHasADeliveryOfItsOwn(DeliveryWorld world, InMemoryRelations store) {
    assertThat(world).hasNotCommitted(P0).hasTimeline();
    world.source().append(P0, OutboxMessages.relations().add(RelationTuple.parse(ANN)).build());
    world.source().assign(P0);

    world.runFor(Duration.ofSeconds(1));

    assertThat(store).hasExactlyTuples(ANN);
    assertThat(world).hasCommitted(P0, 1);
    assertThatThrownBy(() -> assertThat(store).hasNoneOf(ANN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("tuples");
    assertThatThrownBy(() -> assertThat(world).hasCommitted(P0, 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("commits");
  }
}
