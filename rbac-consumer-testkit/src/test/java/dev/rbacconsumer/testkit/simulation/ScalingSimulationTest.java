package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import dev.rbacconsumer.testkit.simulation.history.Violation;
import dev.rbacconsumer.testkit.simulation.scaling.Pause;
import dev.rbacconsumer.testkit.simulation.scaling.Scaling;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A group grows to 16 instances on 64 partitions; instances leave, crash and freeze. No instance is
 * idle, and no partition pauses longer than its bound, while all other invariants hold. Each kind
 * of mistake is noticed.
 */
final class ScalingSimulationTest {
  private static final int SCHEDULES = Integer.getInteger("scaling.schedules", 3);
  private static final int MOST_SCHEDULES_OF_A_MISTAKE = 20;
  private static final Scaling SCALING = Scaling.of(new KafkaAssignor());

  /** Other schedules in each run. {@code -Dsimulation.from} repeats those that a run printed. */
  @Test
  void everyInstanceHasItsShareAndEveryPartitionMovesWithinASecond() {
    SeedRange seeds = SeedRange.fresh(SCHEDULES);
    System.out.println("Repeat with: " + command(seeds.from()));
    Simulation simulation = new Simulation(scaledOut(SCALING));
    Coverage coverage = new Coverage();
    Set<Pause> pauses = EnumSet.noneOf(Pause.class);

    for (SimulationRun run : seeds.stream().parallel().mapToObj(simulation::run).toList()) {
      System.out.println("Seed " + run.seed() + ": " + new TreeMap<>(run.longestPauses()));
      assertThat(run.violation()).as("%s", command(run.seed())).isEmpty();
      coverage.add(run.coverage());
      pauses.addAll(run.longestPauses().keySet());
    }

    assertThat(pauses).containsExactlyInAnyOrder(Pause.values());
    assertThat(coverage.of(Fault.STOP)).isEqualTo(4L * SCHEDULES);
    assertThat(coverage.of(Fault.CRASH)).isEqualTo(SCHEDULES);
    assertThat(coverage.of(Fault.SUSPENSION)).isEqualTo(SCHEDULES);
    assertThat(coverage.deeds()).containsKeys("FenceLost", "Lost", "Recovering", "Revoked");
  }

  @Test
  void theSameSeedGivesTheSameSchedule() {
    Simulation simulation = new Simulation(SimulationSettings.scaledOut(4, 16, SCALING));

    SimulationRun once = simulation.run(42);
    SimulationRun again = simulation.run(42);

    assertThat(once.violation()).isEmpty();
    assertThat(again.tape()).isEqualTo(once.tape());
    assertThat(again.longestPauses()).isEqualTo(once.longestPauses());
    assertThat(simulation.run(43).tape()).isNotEqualTo(once.tape());
  }

  @Test
  void anAssignorThatLeavesAnInstanceIdleIsNoticed() {
    Scaling unbalanced = Scaling.of(ScalingSimulationTest::assignToAllButOne);

    assertThat(new Simulation(scaledOut(unbalanced)).run(1).violation())
        .hasValueSatisfying(
            it -> {
              assertThat(it.invariant()).isEqualTo("balance");
              assertThat(it.message()).contains("instance 3=0");
            });
  }

  @Test
  void partitionsThatWaitForKafkasDefaultHeartbeatAreNoticed() {
    Scaling slow = SCALING.withHeartbeat(Duration.ofSeconds(3));

    assertThat(new Simulation(scaledOut(slow)).run(1).violation())
        .hasValueSatisfying(
            it -> {
              assertThat(it.invariant()).isEqualTo("pause");
              assertThat(it.message()).contains("HANDED_OVER");
            });
  }

  @Test
  void aLateWriteThatTheFenceDoesNotStopIsNoticed() {
    boolean isNoticed =
        LongStream.range(0, MOST_SCHEDULES_OF_A_MISTAKE)
            .mapToObj(ScalingSimulationTest::runWithoutFences)
            .flatMap(Optional::stream)
            .anyMatch(it -> it.invariant().equals("no resurrection"));

    assertThat(isNoticed).isTrue();
  }

  private static Optional<Violation> runWithoutFences(long seed) {
    Map<String, FenceToken> newest = new HashMap<>();
    Set<FenceToken> known = new HashSet<>();
    SimulationSettings settings =
        SimulationSettings.scaledOut(4, 16, SCALING)
            .withSink(sink -> withNewestFence(sink, newest, known));
    return new Simulation(settings).run(seed).violation();
  }

  private static SimulationSettings scaledOut(Scaling scaling) {
    return SimulationSettings.scaledOut(16, 64, scaling);
  }

  /** Returns a sink that replaces each fence by the newest one of its lock that an owner used. */
  private static RelationSink withNewestFence(
      RelationSink sink, Map<String, FenceToken> newest, Set<FenceToken> known) {
    return (change, fence, timeout) -> {
      if (known.add(fence)) {
        newest.put(fence.lockId(), fence);
      }
      return sink.apply(change, newest.getOrDefault(fence.lockId(), fence), timeout);
    };
  }

  private static Map<PartitionId, String> assignToAllButOne(
      List<PartitionId> partitions, Map<String, Set<PartitionId>> owned) {
    TreeMap<String, Set<PartitionId>> others = new TreeMap<>(owned);
    if (others.size() > 2) {
      others.pollLastEntry();
    }
    return new KafkaAssignor().assign(partitions, others);
  }

  private static String command(long seed) {
    return "MVN='mvn -D%s=%d' make test-one T=ScalingSimulationTest"
        .formatted(SeedRange.PROPERTY, seed);
  }
}
