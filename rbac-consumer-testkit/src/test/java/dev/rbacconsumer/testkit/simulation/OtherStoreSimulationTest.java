package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Simulations over stores that only their ports and their tuples are known of. */
class OtherStoreSimulationTest {
  private static final SeedRange SOME = new SeedRange(0, 200);

  @Test
  void correctStoreViolatesNothing() {
    Coverage coverage = simulation(UnaryOperator.identity()).schedules(SeedRange.fresh(150));

    assertThat(coverage.of(Fault.CALL_LANDS_LATE)).isPositive();
    assertThat(coverage.of(Fault.CALL_REPEATED)).isPositive();
    assertThat(coverage.of(Fault.LOCK_STOLEN)).isPositive();
    assertThat(coverage.of(Fault.SUSPENSION)).isPositive();
    assertThat(coverage.of(Fault.STORE_WIPED)).isZero();
  }

  @Test
  void eachScheduleHasItsOwnStoreAndClosesIt() {
    AtomicInteger created = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Simulation simulation =
        Simulation.over(
            () -> {
              created.incrementAndGet();
              InMemoryRelations store = new InMemoryRelations();
              return StoreUnderTest.of(store, store, store.store()::tuples)
                  .closing(closed::incrementAndGet);
            });

    simulation.schedules(new SeedRange(0, 5));

    assertThat(created).hasValue(5);
    assertThat(closed).hasValue(5);
  }

  @Test
  void storeThatIsNotEmptyIsRefused() {
    InMemoryRelations store = new InMemoryRelations();
    store
        .store()
        .touch(List.of(RelationTuple.parse("rbac/group:a#member@rbac/principal:ann")), null);
    Simulation simulation =
        Simulation.over(() -> StoreUnderTest.of(store, store, store.store()::tuples));

    assertThatIllegalStateException()
        .isThrownBy(() -> simulation.schedule(0))
        .withMessageContaining("want an empty store");
  }

  @Test
  void sinkThatIgnoresTheFenceIsFoundOut() {
    String report =
        report(
            sink ->
                (change, fence, timeout) ->
                    sink.apply(change, FenceToken.unfenced(fence.lockId()), timeout));

    assertThat(report).contains("fencing: ", "rule: the store refuses", "VIOLATION");
  }

  @Test
  void sinkThatForgetsRemovalsIsFoundOut() {
    String report =
        report(
            sink ->
                (change, fence, timeout) ->
                    change.additions().isEmpty()
                        ? new Outcome.Applied(Optional.empty())
                        : sink.apply(
                            TupleChange.net(List.of(), change.additions()), fence, timeout));

    assertThat(report).contains("rule: ", "the outbox writes", "remove [", "VIOLATION");
  }

  @Test
  void exceptionOfTheStoreIsTheCauseOfTheReport() {
    IllegalStateException defect = new IllegalStateException("a defect of the sink");
    Simulation simulation =
        simulation(
            sink ->
                (change, fence, timeout) -> {
                  throw defect;
                });

    AssertionError found =
        catchThrowableOfType(AssertionError.class, () -> simulation.schedules(SOME));

    assertThat(found).hasCause(defect).hasMessageContaining("defect: ");
  }

  @Test
  void reportedSeedRepeatsTheReport() {
    Simulation simulation = simulation(OtherStoreSimulationTest::refusing);
    String first = failure(() -> simulation.schedules(SOME));
    long seed = Long.parseLong(first.replaceAll("(?s).*schedule\\((\\d+)\\).*", "$1"));

    String again = failure(() -> simulation.schedule(seed));

    assertThat(again).isEqualTo(first);
  }

  @Test
  void scheduleThatDoesNotEndIsShownInFewLines() {
    Simulation simulation =
        new Simulation(SimulationSettings.DEFAULT.withSink(OtherStoreSimulationTest::refusing));
    SimulationRun failed = simulation.run(3);

    SimulationRun shortest = simulation.shrink(failed);

    assertThat(failed.steps()).isGreaterThan(5_000);
    assertThat(shortest.steps()).isLessThan(1_000);
    assertThat(shortest.report().lines()).hasSizeLessThanOrEqualTo(Report.MOST_LINES);
    assertThat(shortest.report())
        .contains(
            "liveness: ",
            "repeat it with: new Simulation(settings).schedule(3)",
            " again ",
            "VIOLATION");
  }

  private static RelationSink refusing(RelationSink sink) {
    return (change, fence, timeout) -> new Outcome.RetryLater("unavailable", "always", false);
  }

  private static String report(UnaryOperator<RelationSink> mistake) {
    String report = failure(() -> simulation(mistake).schedules(SOME));
    assertThat(report.lines()).hasSizeLessThanOrEqualTo(Report.MOST_LINES);
    return report;
  }

  private static String failure(Runnable schedules) {
    AssertionError found = catchThrowableOfType(AssertionError.class, schedules::run);
    assertThat(found).as("a mistake that nothing noticed").isNotNull();
    return found.getMessage();
  }

  private static Simulation simulation(UnaryOperator<RelationSink> mistake) {
    return Simulation.over(
        () -> {
          InMemoryRelations store = new InMemoryRelations();
          return StoreUnderTest.of(mistake.apply(store), store, store.store()::tuples);
        });
  }
}
