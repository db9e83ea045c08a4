package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.AppliedProbe;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told what was applied, when, and how often. */
class AppliedNotifierTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final InMemoryRelations relations = new InMemoryRelations();
  private final AppliedProbe probe = new AppliedProbe();

  @Test
  void anEventIsReportedWithWhatItIsAboutAndTheTokenOfItsLastWrite() {
    // Given
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    RelationTuple old = tuple("bob");
    relations.store().touch(List.of(old), null);
    List<String> writes = new ArrayList<>();
    relations.store().onWrite(write -> writes.add("revision/" + write.revision()));
    world
        .source()
        .append(
            P0,
            OutboxMessages.relations()
                .remove(old)
                .add(tuple("ann"))
                .orgId("org-7")
                .eventType("create_group")
                .resource("Workspace", "ws-1")
                .notifyToken("wait-9")
                .build());
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    AppliedProbe.Told told = probe.tokens().get(0);
    assertThat(probe.tokens()).hasSize(1);
    assertThat(writes)
        .as("the mark of a free lock, the lock, the mark in its place, the removal, the addition")
        .hasSize(1 + 1 + 2 + 1 + 1);
    assertThat(told.token().value()).isEqualTo(writes.get(5));
    EventMetadata event = told.event();
    assertThat(event.eventId()).isNotEmpty();
    assertThat(List.of(event.orgId(), event.eventType(), event.resourceType()))
        .containsExactly("org-7", "create_group", "Workspace");
    assertThat(List.of(event.resourceId(), event.notifyToken())).containsExactly("ws-1", "wait-9");
    AppliedEvent applied = probe.events().get(0);
    assertThat(probe.events()).hasSize(1);
    assertThat(applied.offset().value()).isZero();
    assertThat(applied.token()).contains(told.token());
    assertThat(applied.change().additions()).containsExactly(tuple("ann"));
    assertThat(applied.metadata()).isEqualTo(event);
  }

  @Test
  void eventsOfOneBatchAreReportedOneByOneWithTheTokenOfTheirWrite() {
    // Given
    DeliveryWorld world = world(LaneSettings.DEFAULT.withBatchMaxMessages(10));
    append(world, "ann", "bob", "cid");
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(offsets()).containsExactly(0L, 1L, 2L);
    assertThat(probe.tokens()).hasSize(3);
    assertThat(tokens()).hasSize(1);
  }

  @Test
  void eventsThatAreAppliedAloneHaveTokensOfTheirOwn() {
    // Given
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, "ann", "bob", "cid");
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(offsets()).containsExactly(0L, 1L, 2L);
    assertThat(tokens()).hasSize(3);
  }

  @Test
  void whatARecoveryAppliesAgainIsReportedAgainWithOneToken() {
    // Given
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, "ann");
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    world.source().failCommit("no connection");
    append(world, "bob", "cid");
    world.runFor(Duration.ofMillis(40));
    world.source().lose(P0);

    // When
    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    // Then
    assertThat(offsets()).containsExactly(0L, 1L, 2L, 1L, 2L);
    assertThat(probe.events().get(3).token()).isEqualTo(probe.events().get(4).token());
    assertThat(probe.events().get(3).token()).isNotEqualTo(probe.events().get(1).token());
  }

  @Test
  void whatALaterRecordOfARecoveryUndoesIsReportedWithoutAWrite() {
    // Given
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, "ann");
    world.source().append(P0, ScriptedSink.value("[]"));
    world.source().append(P0, OutboxMessages.relations().remove(tuple("ann")).build());
    String mark = "rbac-consumer/1 through=3 bytes=1000000";
    var unused = relations.store().acquireLock("group/0"); // An earlier owner has held it.
    world.source().commitFromOutside(P0, new Commit(new CommitPosition(0), mark));
    List<Long> writes = new ArrayList<>();
    relations.store().onWrite(write -> writes.add(write.revision()));
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(writes).as("the lock and the mark").hasSize(2);
    assertThat(offsets()).containsExactly(0L);
    assertThat(probe.tokens()).isEmpty();
    assertThat(world.timeline()).contains("0s applied p0@0");
  }

  @Test
  void aListenerThatFailsOrThrowsHoldsNothingUpAndIsCounted() {
    // Given
    MetricRegistry registry = new MetricRegistry();
    DeliveryWorld world =
        DeliveryWorld.over(
            relations,
            LaneSettings.DEFAULT,
            delivery ->
                delivery
                    .withConsistencyTokens(probe)
                    .withAppliedEvents(
                        (event, timeout) -> {
                          if (event.offset().value() == 0) {
                            return Optional.of("no room");
                          }
                          throw new IllegalStateException("no connection");
                        }));
    world.observe(new DeliveryMetrics(registry, world.time()));
    probe.fail("no connection");
    append(world, "ann", "bob");
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(fromFirstRecord(world))
        .containsExactly(
            "0s committed p0 0",
            "0s consistency_tokens not told of p0@0",
            "0s applied_events not told of p0@0",
            "0s applied p0@0",
            "0s committed p0 1",
            "0s consistency_tokens not told of p0@1",
            "0s applied_events not told of p0@1",
            "0s applied p0@1",
            "0s committed p0 2");
    assertThat(failures(registry, "consistency_tokens")).isEqualTo(2);
    assertThat(failures(registry, "applied_events")).isEqualTo(2);
  }

  @Test
  void aRecordIsNotCommittedBeforeItsEventIsReported() {
    // Given
    List<String> told = new ArrayList<>();
    DeliveryWorld world =
        DeliveryWorld.over(
            relations,
            LaneSettings.DEFAULT,
            delivery ->
                delivery.withAppliedEvents(
                    (event, timeout) -> {
                      told.add("p0@" + event.offset());
                      if (told.size() == 2) {
                        throw new InterruptedException("the process is ending");
                      }
                      return Optional.empty();
                    }));
    append(world, "ann", "bob");
    world.source().assign(P0);

    // When
    assertThatThrownBy(() -> world.runFor(ofSeconds(5)))
        .hasRootCauseInstanceOf(InterruptedException.class);
    world.stop();

    // Then
    assertThat(told).containsExactly("p0@0", "p0@1");
    assertThat(world.source().committed().get(P0).value()).isEqualTo(1);
  }

  @Test
  void whatWasNotAppliedIsNotReported() {
    // Given
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    world.source().append(P0, OutboxMessages.tombstone());
    world.source().append(P0, ScriptedSink.value("not JSON"));
    world.source().append(P0, OutboxMessages.relations().add(unknownType()).build());
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(5));

    // Then
    assertThat(world.timeline()).anyMatch(line -> line.contains("rejected"));
    assertThat(probe.events()).isEmpty();
    assertThat(probe.tokens()).isEmpty();
  }

  private DeliveryWorld world(LaneSettings settings) {
    return DeliveryWorld.over(
        relations,
        settings,
        delivery -> delivery.withConsistencyTokens(probe).withAppliedEvents(probe));
  }

  private static void append(DeliveryWorld world, String... principals) {
    for (String principal : principals) {
      world.source().append(P0, OutboxMessages.relations().add(tuple(principal)).build());
    }
  }

  private List<Long> offsets() {
    return probe.events().stream().map(event -> event.offset().value()).toList();
  }

  private List<ConsistencyToken> tokens() {
    return probe.tokens().stream().map(AppliedProbe.Told::token).distinct().toList();
  }

  private static long failures(MetricRegistry registry, String listener) {
    String name = MetricFamily.LISTENER_FAILURES.with(listener).encoded();
    return registry.getCounters().get(name).getCount();
  }

  private static List<String> fromFirstRecord(DeliveryWorld world) {
    return world.timeline().stream().filter(line -> !line.matches(".*(fence|reading).*")).toList();
  }

  private static RelationTuple tuple(String principal) {
    return RelationTuple.parse("rbac/group:g#member@rbac/principal:" + principal);
  }

  private static RelationTuple unknownType() {
    return RelationTuple.parse("rbac/nothing:g#member@rbac/principal:ann");
  }
}
