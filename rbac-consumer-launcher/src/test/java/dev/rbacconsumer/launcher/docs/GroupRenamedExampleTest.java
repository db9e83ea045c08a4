package dev.rbacconsumer.launcher.docs;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.launcher.docs.GroupRenamedExample.Directory;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide's message type at work, among relations. */
class GroupRenamedExampleTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple MEMBER =
      new RelationTuple(
          ObjectReference.of("rbac", "group", "g1"),
          "member",
          SubjectReference.of(ObjectReference.of("rbac", "principal", "ann")));
  private static final OutboxMessage RELATIONS = OutboxMessages.relations().add(MEMBER).build();

  // [test]
  @Test
  void aRenamingIsHandledInOrderAndTriedAgainUntilItPasses() {
    // Given
    List<String> names = new ArrayList<>();
    List<String> failures = new ArrayList<>(List.of("timed out", "timed out"));
    Directory directory =
        (event, timeout) -> {
          if (!failures.isEmpty()) {
            throw new IOException(failures.remove(0));
          }
          names.add(event.groupId() + " is " + event.name());
        };
    InMemoryRelations relations = new InMemoryRelations();
    MessageTypes types = MessageTypes.of(GroupRenamedExample.type(directory));
    DeliveryWorld world = new DeliveryWorld(types, relations);
    PartitionId partition = new PartitionId("outbox", 0);
    String payload = "{\"group_id\": \"g1\", \"name\": \"Admins\", \"version\": 7}";
    world.source().append(partition, OutboxMessages.ofType("group-renamed", payload));
    world.source().append(partition, RELATIONS);
    world.source().assign(partition);

    // When
    world.runFor(ofSeconds(10));

    // Then
    assertThat(names).containsExactly("g1 is Admins");
    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient directory_unavailable p0@0",
            "1s transient directory_unavailable p0@0",
            "3s applied p0@0",
            "3s committed p0 1",
            "3s applied p0@1",
            "3s committed p0 2");
  }

  // [/test]

  @Test
  void nothingBehindARenamingThatFailsIsApplied() {
    // Given
    Directory down =
        (event, timeout) -> {
          throw new IOException("no connection");
        };
    InMemoryRelations relations = new InMemoryRelations();
    DeliveryWorld world = world(down, relations);
    world.source().append(P0, OutboxMessages.ofType("group-renamed", "{\"group_id\":\"g1\"}"));
    world.source().append(P0, RELATIONS);

    // When
    world.runFor(ofHours(1));

    // Then
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
    assertThat(relations.store().tuples()).doesNotContain(MEMBER);
  }

  @Test
  void aRenamingWithoutAGroupOrWithTooLongANameSaysSo() {
    // Given
    DeliveryWorld world = world((event, timeout) -> {}, new InMemoryRelations());
    PartitionId other = new PartitionId("outbox", 1);
    String tooLong = "{\"group_id\":\"g1\",\"name\":\"" + "x".repeat(151) + "\"}";
    world.source().append(P0, OutboxMessages.ofType("group-renamed", "{\"group_id\":{}}"));
    world.source().append(other, OutboxMessages.ofType("group-renamed", tooLong));
    world.source().assign(other);

    // When
    world.runFor(ofMillis(500));

    // Then
    assertThat(world.timeline())
        .contains("0s invalid missing_field p0@0", "0s invalid string_too_long p1@0");
  }

  private static DeliveryWorld world(Directory directory, InMemoryRelations relations) {
    DeliveryWorld world =
        new DeliveryWorld(MessageTypes.of(GroupRenamedExample.type(directory)), relations);
    world.source().assign(P0);
    return world;
  }
}
