package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long handing partitions over takes, and how much is read of them meanwhile. */
class HandoverTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final DispatcherSettings TIMES = DispatcherSettings.defaults("group");

  @Test
  void aCallThatDoesNotEndInTimeIsReportedAndHoldsNoOtherPartitionUp() {
    // Given
    DeliveryWorld[] self = new DeliveryWorld[1];
    List<Duration> took = new ArrayList<>();
    DeliveryWorld world =
        DeliveryWorld.over(
            (change, fence, timeout) -> {
              Duration before = self[0].time().elapsed();
              self[0].stop();
              took.add(self[0].time().elapsed().minus(before));
              return new Outcome.Applied(Optional.empty());
            },
            new InMemoryRelations());
    self[0] = world;
    List<PartitionId> overdue = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof PartitionEvent.LaneOverdue it) {
            overdue.add(it.partition());
          }
        });
    world
        .source()
        .append(
            P0,
            OutboxMessages.relations()
                .add(RelationTuple.parse("rbac/group:g#member@rbac/principal:ann"))
                .build());
    world.source().assign(P0, P1);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(took).containsExactly(TIMES.drainTimeout().plus(TIMES.retryDelay()));
    assertThat(overdue).containsExactly(P0);
    assertThat(world.source().isClosed()).isTrue();
  }

  @Test
  void nothingIsReadOfAPartitionBeforeItsFenceIsHeld() {
    // Given
    ScriptedSink sink = new ScriptedSink();
    DeliveryWorld world = DeliveryWorld.over(sink, sink);
    List<Integer> polled = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof InstanceEvent.Polled it && it.records() > 0) {
            polled.add(it.records());
          }
        });
    world.source().append(P0, ScriptedSink.value("ann"));
    sink.refuseFence();
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(10));

    // Then
    assertThat(polled).containsExactly(1);
  }

  @Test
  void noMoreIsReadOfABlockedPartitionThanItsQueueAsksFor() {
    // Given
    ScriptedSink sink = new ScriptedSink();
    DeliveryWorld world =
        new DeliveryWorld(
            sink,
            sink,
            sink,
            DeadLetters.none(),
            LaneSettings.DEFAULT.withQueue(100, 1_000_000),
            0);
    List<Integer> polled = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof InstanceEvent.Polled it && it.records() > 0) {
            polled.add(it.records());
          }
        });
    world.source().append(P0, ScriptedSink.value("?"));
    for (int i = 0; i < 1_200; i++) {
      world.source().append(P0, ScriptedSink.value("u" + i));
    }
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(60));

    // Then
    assertThat(polled).containsExactly(500);
  }

  @Test
  void aQueueIsFilledAgainOnceItIsHalfEmpty() {
    // Given
    List<Long> applied = new ArrayList<>();
    List<Long> filledAfter = new ArrayList<>();
    ScriptedSink sink = new ScriptedSink();
    DeliveryWorld world =
        new DeliveryWorld(
            sink,
            sink,
            sink,
            DeadLetters.none(),
            LaneSettings.DEFAULT.withQueue(400, 1_000_000),
            0);
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onApplied(RecordEvent.Applied event) {
            applied.add(event.record().offset().value());
          }

          @Override
          public void onPolled(InstanceEvent.Polled event) {
            if (event.records() > 0) {
              filledAfter.add((long) applied.size());
            }
          }
        });
    for (int i = 0; i < 1_000; i++) {
      world.source().append(P0, ScriptedSink.value("u" + i));
    }
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(60));

    // Then
    assertThat(applied).hasSize(1_000);
    assertThat(filledAfter).hasSize(2);
    assertThat(filledAfter.get(1)).isBetween(299L, 302L);
  }
}
