package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as standing still without a reason, and what never does. */
class StallTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration REPORT = ofSeconds(60);
  private static final Duration TIMEOUT = LaneSettings.DEFAULT.attemptTimeout();

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<InstanceEvent.Stalled> stalls = new ArrayList<>();

  @Test
  void anOutageOfTheStoreIsNone() {
    // Given
    DeliveryWorld world =
        heard(
            DeliveryWorld.over(
                (change, fence, timeout) -> new Outcome.RetryLater("unavailable", "down"),
                relations));
    append(world, 3);
    world.source().assign(P0);

    // When
    Duration worst = runWhileLooking(world, ofHours(5));

    // Then
    assertThat(worst).isZero();
    assertThat(stalls).isEmpty();
    assertThat(world.timeline())
        .filteredOn(line -> line.contains("unavailable"))
        .hasSizeGreaterThan(50);
  }

  @Test
  void aFenceThatCannotBeHadIsNone() {
    // Given
    DeliveryWorld world =
        heard(
            DeliveryWorld.over(
                relations,
                (lockId, timeout) -> new FenceOutcome.NotAcquired("unavailable", "down")));
    append(world, 3);
    world.source().assign(P0);

    // When
    Duration worst = runWhileLooking(world, ofHours(5));

    // Then
    assertThat(worst).isZero();
    assertThat(stalls).isEmpty();
  }

  @Test
  void anOutageOfKafkaIsNone() {
    // Given
    DeliveryWorld world = heard(world());
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    append(world, 3);
    Duration worst = Duration.ZERO;

    // When
    for (int i = 0; i < 3600; i++) {
      world.source().failPoll("no connection");
      world.source().failCommit("no connection");
      worst = longer(worst, runWhileLooking(world, ofSeconds(1)));
    }

    // Then
    assertThat(worst).isZero();
    assertThat(stalls).isEmpty();
  }

  @Test
  void anIdlePartitionIsNone() {
    // Given
    DeliveryWorld world = heard(world());
    world.source().assign(P0);

    // When
    Duration worst = runWhileLooking(world, ofHours(5));

    // Then
    assertThat(worst).isZero();
    assertThat(stalls).isEmpty();
  }

  @Test
  void aCallThatOverrunsItsTimeoutIsReportedOnceUntilItEnds() {
    // Given
    List<Duration> seen = new ArrayList<>();
    List<List<Optional<PartitionId>>> standing = new ArrayList<>();
    DeliveryWorld[] self = new DeliveryWorld[1];
    DeliveryWorld world =
        heard(
            DeliveryWorld.over(
                (change, fence, timeout) -> {
                  for (Duration pause : List.of(TIMEOUT, REPORT.minusNanos(1), ofMillis(1))) {
                    self[0].time().advance(pause);
                    seen.add(self[0].stalls().check(REPORT));
                    standing.add(List.copyOf(self[0].stalls().overdue(REPORT, true).keySet()));
                  }
                  self[0].time().advance(ofMinutes(1));
                  self[0].stalls().check(REPORT);
                  return new Outcome.Applied(Optional.empty());
                },
                relations));
    self[0] = world;
    append(world, 1);
    world.source().assign(P0);

    // When
    world.runFor(ofMinutes(4));
    Duration after = world.stalls().check(REPORT);
    standing.add(List.copyOf(world.stalls().overdue(REPORT, true).keySet()));

    // Then
    assertThat(seen)
        .containsExactly(
            Duration.ZERO, REPORT.minusNanos(1), REPORT.minusNanos(1).plus(ofMillis(1)));
    assertThat(after).isZero();
    assertThat(standing).containsExactly(List.of(), List.of(), List.of(Optional.of(P0)), List.of());
    assertThat(ofLane(world)).containsExactly("stalled p0 in a call", "moves again p0");
  }

  @Test
  void whatIsOverdueShowsInTheStatusThoughNoOneHasReportedIt() {
    // Given
    List<StatusSnapshot> seen = new ArrayList<>();
    DeliveryWorld[] self = new DeliveryWorld[1];
    DeliveryWorld world =
        heard(
            DeliveryWorld.over(
                (change, fence, timeout) -> {
                  for (Duration pause : List.of(TIMEOUT.plus(REPORT).minusNanos(1), ofMillis(1))) {
                    self[0].time().advance(pause);
                    seen.add(
                        self[0]
                            .status()
                            .snapshot(
                                SourceMonitor.none(), self[0].stalls().overdue(REPORT, true)));
                  }
                  return new Outcome.Applied(Optional.empty());
                },
                relations));
    self[0] = world;
    append(world, 1);
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(seen.get(0).partitions().get(0).stall()).isEmpty();
    PartitionStatus partition = seen.get(1).partitions().get(0);
    assertThat(partition.condition()).isEqualTo(PartitionCondition.STALLED);
    assertThat(partition.stall().orElseThrow().doing()).isEqualTo("in a call");
    assertThat(partition.stall().orElseThrow().since())
        .isEqualTo(seen.get(1).at().minus(REPORT.minusNanos(1).plus(ofMillis(1))));
    assertThat(stalls).isEmpty();
  }

  @Test
  void aReportSaysHowFarThePartitionCame() {
    // Given
    DeliveryWorld[] self = new DeliveryWorld[1];
    DeliveryWorld world =
        heard(
            DeliveryWorld.over(
                (change, fence, timeout) -> {
                  self[0].time().advance(ofMinutes(2));
                  self[0].stalls().check(REPORT);
                  return new Outcome.Applied(Optional.empty());
                },
                relations));
    self[0] = world;
    append(world, 1);
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    Progress progress = stalls.get(stalls.size() - 1).progress();
    assertThat(progress.position()).contains(new Offset(0));
    assertThat(progress.committed()).contains(new CommitPosition(0));
    assertThat(progress.sinceApplied()).isEmpty();
    assertThat(progress.sincePolled()).contains(ofMinutes(2));
  }

  @Test
  void aSourceThatIsNotReadIsReportedAndItsIdleLanesAreNot() {
    // Given
    DeliveryWorld world = heard(world());
    append(world, 1);
    world.source().assign(P0);
    world.runFor(ofSeconds(10));

    // When
    world.time().advance(ofMinutes(3));
    Duration overdue = world.stalls().check(REPORT);

    // Then
    assertThat(overdue).isBetween(ofMinutes(2), ofMinutes(3));
    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0).partition()).isEmpty();
    assertThat(stalls.get(0).progress().sincePolled().orElseThrow())
        .isGreaterThanOrEqualTo(ofMinutes(3));
  }

  @Test
  void aPartitionThatWentIsForgotten() {
    // Given
    DeliveryWorld[] self = new DeliveryWorld[1];
    DeliveryWorld world =
        heard(
            DeliveryWorld.over(
                (change, fence, timeout) -> {
                  self[0].time().advance(ofMinutes(2));
                  self[0].stalls().check(REPORT);
                  self[0].stop();
                  throw new InterruptedException("told to end");
                },
                relations));
    self[0] = world;
    append(world, 1);
    world.source().assign(P0);

    // When
    world.runFor(ofMinutes(5));
    Duration overdue = world.stalls().check(REPORT);

    // Then
    assertThat(overdue).isLessThan(ofMinutes(2));
    assertThat(ofLane(world)).containsExactly("stalled p0 in a call");
  }

  private DeliveryWorld world() {
    return DeliveryWorld.over(relations, relations);
  }

  @Test
  void aPositionThatCannotBeReadAlthoughTheBrokersAnswerIsOne() {
    DeliveryWorld world = heard(DeliveryWorld.over(relations, relations));
    append(world, 1);
    world.source().withholdStartPoints(true);
    world.source().assign(P0);

    world.runFor(ofSeconds(59));
    assertThat(world.stalls().check(REPORT)).isLessThan(REPORT);
    assertThat(stalls).isEmpty();

    world.runFor(ofSeconds(2));
    assertThat(world.stalls().check(REPORT)).isGreaterThanOrEqualTo(REPORT);
    assertThat(stalls)
        .extracting(InstanceEvent.Stalled::doing)
        .containsExactly("waiting for the position of the group");
  }

  @Test
  void whileTheBrokersAreSilentNoPositionIsExpected() {
    DeliveryWorld world = heard(DeliveryWorld.over(relations, relations));
    world.source().withholdStartPoints(true);
    world.source().assign(P0);

    for (int minute = 0; minute < 60; minute++) {
      world.runFor(ofSeconds(59));
      assertThat(world.stalls().check(REPORT, false)).isZero();
    }
    world.runFor(ofSeconds(59));
    assertThat(world.stalls().check(REPORT, true)).isLessThan(REPORT);
    assertThat(stalls).isEmpty();
  }

  private DeliveryWorld heard(DeliveryWorld world) {
    world.observe(
        event -> {
          if (event instanceof InstanceEvent.Stalled stalled) {
            stalls.add(stalled);
          }
        });
    return world;
  }

  /** Runs on, with a look each second, and says what the worst look saw. */
  private static Duration runWhileLooking(DeliveryWorld world, Duration duration) {
    Duration worst = Duration.ZERO;
    for (long second = 0; second < duration.toSeconds(); second++) {
      world.runFor(ofSeconds(1));
      worst = longer(worst, world.stalls().check(REPORT));
    }
    return worst;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static void append(DeliveryWorld world, int records) {
    for (int i = 0; i < records; i++) {
      world.source().append(P0, OutboxMessages.relations().add(tuple(i)).build());
    }
  }

  private static RelationTuple tuple(int i) {
    return RelationTuple.parse("rbac/group:g#member@rbac/principal:p" + i);
  }

  private static List<String> ofLane(DeliveryWorld world) {
    return world.timeline().stream()
        .filter(line -> line.contains("stalled p0") || line.contains("moves again p0"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }
}
