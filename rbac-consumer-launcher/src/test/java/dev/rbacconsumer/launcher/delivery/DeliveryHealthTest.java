package dev.rbacconsumer.launcher.delivery;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.health.DeliveryHealth;
import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.connectivity.BrokerReachability;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When only a restart helps, and when it would not. */
class DeliveryHealthTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration REPORT = ofSeconds(60);
  private static final Duration HUNG = ofMinutes(5);
  private static final Duration TIMEOUT = LaneSettings.DEFAULT.attemptTimeout();

  private final List<Runnable> began = new ArrayList<>();
  private boolean ended;
  private BrokerReachability contact =
      new BrokerReachability(BrokerReachability.State.ANSWERS, "answers");

  @Test
  void anOutageOfTheStoreIsNoReasonToRestart() {
    // Given
    DeliveryWorld world = world((change, fence, timeout) -> new Outcome.RetryLater("down", "down"));
    DeliveryHealth health = health(world);
    List<Health> seen = new ArrayList<>();

    // When
    for (int i = 0; i < 3600; i++) {
      world.runFor(ofSeconds(1));
      seen.add(Health.of(health.check()));
    }

    // Then
    assertThat(seen).containsOnly(Health.CONNECTED);
  }

  @Test
  void anOutageOfKafkaIsNoReasonToRestart() {
    // Given
    DeliveryWorld world = world((change, fence, timeout) -> new Outcome.Applied(Optional.empty()));
    DeliveryHealth health = health(world);
    contact = new BrokerReachability(BrokerReachability.State.SILENT, "no answer");

    // When
    world.runFor(ofHours(1));

    // Then
    assertThat(Health.of(health.check())).isEqualTo(Health.DISCONNECTED);
    assertThat(health.check())
        .contains(Condition.readiness("kafka", false, "no answer"))
        .filteredOn(it -> !it.met())
        .hasSize(1);
  }

  @Test
  void aCallThatOverrunsItsTimeoutByFarIs() {
    // Given
    List<Health> seen = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    DeliveryHealth[] health = new DeliveryHealth[1];
    DeliveryWorld[] self = new DeliveryWorld[1];
    DeliveryWorld world =
        world(
            (change, fence, timeout) -> {
              for (Duration pause : List.of(TIMEOUT, HUNG.minusMillis(1), ofMillis(1))) {
                self[0].time().advance(pause);
                reasons.add(health[0].check().get(1).reason());
                seen.add(Health.of(health[0].check()));
              }
              return new Outcome.Applied(Optional.empty());
            });
    self[0] = world;
    health[0] = health(world);

    // When
    world.runFor(ofHours(1));

    // Then
    assertThat(seen).containsExactly(Health.CONNECTED, Health.CONNECTED, Health.HUNG);
    // Here, one thread is both; in production, the source goes on meanwhile.
    assertThat(reasons)
        .containsExactly(
            "nothing stands still without a reason for 300 s",
            "nothing stands still without a reason for 300 s",
            "stands still without a reason: the source thread, partition outbox-0");
    assertThat(Health.of(health[0].check())).isEqualTo(Health.CONNECTED);
  }

  @Test
  void aSourceThatHasEndedIs() {
    // Given
    DeliveryWorld world = world((change, fence, timeout) -> new Outcome.Applied(Optional.empty()));
    world.runFor(ofSeconds(5));
    ended = true;

    // Then
    assertThat(Health.of(health(world).check())).isEqualTo(Health.HUNG);
    assertThat(health(world).check())
        .filteredOn(it -> !it.met())
        .containsExactly(
            Condition.liveness(
                "source", false, "the thread that reads from Kafka has ended by itself"));
  }

  @Test
  void brokersAreAskedFromTheBeginningAndNewsArePassedOn() {
    Runnable news = () -> {};

    health(world((change, fence, timeout) -> new Outcome.Applied(Optional.empty()))).begin(news);

    assertThat(began).containsExactly(news);
  }

  @Test
  void aDryRunSaysSoInTheReadinessAlone() {
    // Given
    DeliveryWorld world = world((change, fence, timeout) -> new Outcome.Applied(Optional.empty()));
    world.runFor(ofSeconds(5));
    Condition dryRun =
        Condition.readiness(
            "dry-run",
            true,
            "nothing is applied or committed, because REPLICATION_TO_RELATION_ENABLED is false");

    // Then
    assertThat(health(world, DeliveryMode.DRY_RUN).check()).first().isEqualTo(dryRun);
    assertThat(health(world).check()).doesNotContain(dryRun);
  }

  private DeliveryHealth health(DeliveryWorld world) {
    return health(world, DeliveryMode.DELIVER);
  }

  private DeliveryHealth health(DeliveryWorld world, DeliveryMode mode) {
    return new DeliveryHealth(
        mode,
        () -> ended,
        new DeliveryHealth.Kafka(began::add, () -> contact),
        world.stalls(),
        REPORT,
        HUNG);
  }

  private static DeliveryWorld world(RelationSink sink) {
    DeliveryWorld world = DeliveryWorld.over(sink, new InMemoryRelations());
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#member@rbac/principal:ann");
    world.source().append(P0, OutboxMessages.relations().add(tuple).build());
    world.source().assign(P0);
    return world;
  }
}
