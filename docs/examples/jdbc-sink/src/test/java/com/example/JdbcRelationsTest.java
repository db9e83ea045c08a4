package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rbacconsumer.testkit.contract.FenceAuthorityContract;
import dev.rbacconsumer.testkit.contract.RelationSinkContract;
import dev.rbacconsumer.testkit.simulation.SeedRange;
import dev.rbacconsumer.testkit.simulation.Simulation;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.store.CallPoints;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcRelationsTest {
  private static final int SCHEDULES = 2_000;

  private static final int FRESH = 60;

  private static final SeedRange FEW = new SeedRange(0, 200);

  // [jdbc-tests]
  private StoreUnderTest store;

  @BeforeEach
  void open() throws SQLException {
    store = Databases.store(CallPoints.NONE, JdbcRelations::new);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Nested
  class AsSink extends RelationSinkContract {
    @Override
    protected StoreUnderTest underTest() {
      return store;
    }
  }

  @Nested
  class AsFenceAuthority extends FenceAuthorityContract {
    @Override
    protected StoreUnderTest underTest() {
      return store;
    }
  }

  @Test
  void simulatedSchedulesViolateNothing() {
    Simulation.over(points -> Databases.store(points, JdbcRelations::new))
        .schedules(new SeedRange(0, SCHEDULES));
  }

  // [/jdbc-tests]

  @Test
  void everyKindOfFaultOccurs() {
    Coverage coverage = simulation(JdbcRelations::new).schedules(SeedRange.fresh(FRESH));

    assertThat(coverage.of(Fault.CALL_IS_SLOW)).isPositive();
    assertThat(coverage.of(Fault.CALL_FAILS_HALF_WAY)).isPositive();
    assertThat(coverage.of(Fault.CALL_LANDS_LATE)).isPositive();
    assertThat(coverage.of(Fault.LOCK_STOLEN)).isPositive();
    assertThat(coverage.of(Fault.CRASH)).isPositive();
    assertThat(coverage.deeds()).containsKeys("Applied", "FenceLost", "Recovering");
  }

  @Test
  void fenceThatIsCheckedInAnotherTransactionIsFoundOut() {
    String report = report(FenceCheckedBefore::new);

    assertThat(report.lines()).hasSizeLessThanOrEqualTo(40);
    assertThat(report)
        .contains("fencing: ", "rule: the store refuses every write under a fence")
        .containsPattern("repeat it with: Simulation\\.over\\(store\\)\\.schedule\\(\\d+\\)")
        .contains("the outbox writes", "is held up at the", "takes the fence", "VIOLATION");
  }

  @Test
  void fenceThatIsReadWithoutALockIsFoundOut() {
    String report = report(FenceNotLocked::new);

    assertThat(report.lines()).hasSizeLessThanOrEqualTo(40);
    assertThat(report).contains("fencing: ", "is held up at the", "VIOLATION");
  }

  @Test
  void storeThatAppliesNothingIsFoundOutInAFewLines() {
    String report = report(RefusesItsOwnFences::new);

    assertThat(report.lines()).hasSizeLessThanOrEqualTo(40);
    assertThat(report).contains("liveness: ", "is committed below", "lines again", "VIOLATION");
  }

  private static String report(Function<DataSource, JdbcRelations> mistaken) {
    AssertionError found =
        catchThrowableOfType(AssertionError.class, () -> simulation(mistaken).schedules(FEW));
    assertThat(found).as("a mistake that nothing noticed").isNotNull();
    return found.getMessage();
  }

  private static Simulation simulation(Function<DataSource, JdbcRelations> constructor) {
    return Simulation.over(points -> Databases.store(points, constructor));
  }
}
