package com.example;

import static dev.rbacconsumer.testkit.assertj.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupRenamedTest {
  private static final String ANN = "rbac/group:ops#t_member@rbac/principal:ann";

  @Test
  void aNameIsStoredInOrderAndTriedAgainUntilItPasses() {
    List<String> names = new ArrayList<>();
    List<String> failures = new ArrayList<>(List.of("timed out", "timed out"));
    InMemoryRelations relations = new InMemoryRelations();
    DeliveryWorld world =
        new DeliveryWorld(
            MessageTypes.of(
                GroupRenamed.type(
                    (event, timeout) -> {
                      if (!failures.isEmpty()) {
                        throw new IOException(failures.remove(0));
                      }
                      names.add(event.groupId() + " is " + event.name());
                    })),
            relations);
    PartitionId partition = new PartitionId("outbox", 0);
    String payload = "{\"group_id\": \"g1\", \"name\": \"Admins\"}";
    world.source().append(partition, OutboxMessages.ofType("group-renamed", payload));
    world
        .source()
        .append(partition, OutboxMessages.relations().add(RelationTuple.parse(ANN)).build());
    world.source().assign(partition);

    world.runFor(Duration.ofSeconds(10));

    assertThat(names).containsExactly("g1 is Admins");
    assertThat(relations).hasExactlyTuples(ANN);
    assertThat(world).hasCommitted(partition, 2);
  }
}
