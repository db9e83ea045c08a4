package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.EventValidator;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What delivery promises to a registered type: the same as to relations. */
class CustomTypeDeliveryTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple ANN = member("ann");
  private static final RelationTuple BOB = member("bob");

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<String> handled = new ArrayList<>();
  private final Queue<Outcome> answers = new ArrayDeque<>();
  private final MessageTypes types =
      MessageTypes.of(
          MessageType.of("note", OutboxPayload::json, EventValidator.none(), this::handle));
  private final DeliveryWorld world = new DeliveryWorld(types, relations);

  @Test
  void orderHoldsAcrossTypes() {
    // Given
    world.source().append(P0, OutboxMessages.relations().add(ANN).build());
    world.source().append(P0, OutboxMessages.ofType("note", "{\"n\":1}"));
    world.source().append(P0, OutboxMessages.relations().add(BOB).build());
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(fromFirstRecord())
        .containsExactly(
            "0s committed p0 0",
            "0s applied p0@0",
            "0s committed p0 1",
            "0s applied p0@1",
            "0s committed p0 2",
            "0s applied p0@2",
            "0s committed p0 3");
    assertThat(handled).containsExactly("{\"n\":1} after [ann]");
    assertThat(members()).containsExactlyInAnyOrder("ann", "bob");
  }

  @Test
  void aHandlerThatFailsOrThrowsIsAskedAgainWhileThePartitionWaits() {
    // Given
    answers.add(new Outcome.RetryLater("directory_down", "no connection"));
    world.source().append(P0, OutboxMessages.ofType("note", "{\"throw\":1}"));
    world.source().append(P0, OutboxMessages.relations().add(BOB).build());
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(5));

    // Then
    assertThat(fromFirstRecord())
        .containsExactly(
            "0s committed p0 0",
            "0s transient directory_down p0@0",
            "0s committed p0 0",
            "1s transient handler_failed p0@0",
            "1s committed p0 0",
            "3s applied p0@0",
            "3s committed p0 1",
            "3s applied p0@1",
            "3s committed p0 2");
  }

  @Test
  void aRecordWhoseCommitWasLostIsHandledAgainAndNoOtherIs() {
    // Given
    world.source().append(P0, OutboxMessages.ofType("note", "{\"n\":1}"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    world.source().failCommit("no connection");
    world.source().append(P0, OutboxMessages.ofType("note", "{\"n\":2}"));
    world.source().append(P0, OutboxMessages.ofType("note", "{\"n\":3}"));
    world.runFor(Duration.ofMillis(40));

    // When
    world.source().lose(P0);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    // Then
    assertThat(handled)
        .containsExactly(
            "{\"n\":1} after []", "{\"n\":2} after []", "{\"n\":2} after []", "{\"n\":3} after []");
  }

  @Test
  void anInvalidEventBlocksItsPartitionAsAnyOther() {
    // Given
    world.source().append(P0, OutboxMessages.ofType("note", "[]"));
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(2));

    // Then
    assertThat(fromFirstRecord())
        .containsExactlyInAnyOrder(
            "0s committed p0 0",
            "0s invalid invalid_payload p0@0",
            "0s committed p0 0",
            "1s invalid invalid_payload p0@0",
            "1s committed p0 0");
  }

  @Test
  void typesAreNotSilentlyLostWithADecoderThatCannotTellThem() {
    ManualClock clock = new ManualClock();
    SteppedLanes lanes = new SteppedLanes(clock);
    Delivery delivery =
        Delivery.of(
            world.source(),
            relations,
            relations,
            new DeliveryRuntime(clock, () -> 0, lanes::newSleeper, lanes));
    ScriptedSink foreign = new ScriptedSink();

    assertThat(delivery.withDecoder(foreign).decoder()).isSameAs(foreign);
    assertThatThrownBy(() -> delivery.withMessageTypes(types).withDecoder(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "types: want an OutboxDecoder beside them, got " + ScriptedSink.class.getName());
  }

  private Outcome handle(String event, EventMetadata metadata, Duration timeout) {
    assertThat(timeout).isEqualTo(LaneSettings.DEFAULT.attemptTimeout());
    Outcome scripted = answers.poll();
    if (scripted != null) {
      return scripted;
    }
    handled.add(event + " after " + members());
    if (event.contains("throw") && handled.size() == 1) {
      throw new IllegalStateException("as asked");
    }
    return new Outcome.Applied(Optional.empty());
  }

  private List<String> members() {
    return relations.store().tuples().stream()
        .filter(tuple -> tuple.resource().type().name().equals("group"))
        .map(tuple -> tuple.subject().object().id())
        .toList();
  }

  private List<String> fromFirstRecord() {
    return world.timeline().stream().filter(line -> !line.matches(".*(fence|reading).*")).toList();
  }

  private static RelationTuple member(String principal) {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", "g"),
        "member",
        SubjectReference.of(ObjectReference.of("rbac", "principal", principal)));
  }
}
