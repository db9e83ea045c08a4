package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** For whom something is done is known while it is done: to whoever logs, and to the store. */
class RecordScopeTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final String FIRST = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SECOND = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<String> calls = new ArrayList<>();
  private @Nullable RecordContext current;

  @Test
  void everyCallAndEveryEventOfARecordIsWithinItsScopeAndNothingElseIs() {
    DeliveryWorld world = world(1);
    List<String> events = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof RecordEvent.Started || event instanceof RecordEvent.Applied) {
            events.add(event.getClass().getSimpleName() + " " + place());
          }
          if (event instanceof PartitionEvent.Committed) {
            events.add("Committed " + place());
          }
        });
    append(world, "ann", "12345", FIRST);
    append(world, "bob", "54321", null);

    world.runFor(Duration.ofSeconds(1));

    assertThat(calls)
        .containsExactly(
            "0 of 12345 traced 0af7651916cd43dd8448eb211c80319c", "1 of 54321 traced none");
    assertThat(events)
        .filteredOn(it -> !it.startsWith("Committed"))
        .containsExactly("Started 0", "Applied 0", "Started 1", "Applied 1");
    assertThat(events).filteredOn(it -> it.startsWith("Committed")).contains("Committed nothing");
    assertThat(current).isNull();
  }

  @Test
  void changeOfSeveralRecordsIsOnBehalfOfTheFirst() {
    DeliveryWorld world = world(10);
    append(world, "ann", "12345", FIRST);
    append(world, "bob", "54321", SECOND);

    world.runFor(Duration.ofSeconds(1));

    assertThat(calls).containsExactly("0 of 12345 traced 0af7651916cd43dd8448eb211c80319c");
  }

  private DeliveryWorld world(int batch) {
    DeliveryWorld world =
        DeliveryWorld.over(
            relations, LaneSettings.DEFAULT.withBatchMaxMessages(batch), this::listening);
    world.source().assign(P0);
    return world;
  }

  private Delivery listening(Delivery delivery) {
    return delivery.withSink(new ListeningSink()).withScope(this::enter);
  }

  private RecordScope.Open enter(RecordContext origin) {
    assertThat(current).as("a scope within another").isNull();
    current = origin;
    return () -> current = null;
  }

  private String place() {
    return current == null ? "nothing" : current.record().offset().toString();
  }

  private void append(
      DeliveryWorld world, String principal, String org, @Nullable String traceparent) {
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + principal);
    RelationsMessageBuilder message = OutboxMessages.relations().add(tuple).orgId(org);
    if (traceparent != null) {
      message.header("traceparent", traceparent);
    }
    world.source().append(P0, message.build());
  }

  /** Notes for whom it is called. */
  private final class ListeningSink implements RelationSink {
    @Override
    public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
      throw new AssertionError("called without a word on the trace");
    }

    @Override
    public Outcome apply(
        TupleChange change, FenceToken fence, Optional<TraceContext> trace, Duration timeout)
        throws InterruptedException {
      String org =
          Optional.ofNullable(current)
              .map(RecordContext::metadata)
              .map(EventMetadata::orgId)
              .orElse("");
      calls.add(
          place() + " of " + org + " traced " + trace.map(TraceContext::traceId).orElse("none"));
      return relations.apply(change, fence, timeout);
    }
  }
}
