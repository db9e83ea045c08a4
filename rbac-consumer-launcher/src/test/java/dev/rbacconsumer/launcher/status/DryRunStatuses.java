package dev.rbacconsumer.launcher.status;

import static java.time.Duration.ofMillis;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.PlanStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statuses of dry runs, as they are told. */
public final class DryRunStatuses {
  private static final PlanStatus.PlannedProblem PROBLEM =
      new PlanStatus.PlannedProblem(
          new Offset(7),
          PlannedAction.BLOCK,
          new Failure(FailureClass.INVALID, "missing_field", "$.id: missing"),
          StatusFixtures.NOW.minusSeconds(60));

  private DryRunStatuses() {}

  /** A dry run that holds a partition with a problem, and one in which it has read nothing. */
  public static String found() {
    return StatusFixtures.json(
        Optional.of(
            new StatusSnapshot(
                StatusFixtures.NOW,
                DeliveryMode.DRY_RUN,
                Optional.of(ofMillis(300)),
                Optional.empty(),
                Optional.empty(),
                List.of(
                    partition(
                        0,
                        new PlanStatus(
                            StatusFixtures.at(12),
                            Map.of(PlannedAction.APPLY, 9L, PlannedAction.BLOCK, 1L),
                            Optional.of(PROBLEM))),
                    partition(1, new PlanStatus(Optional.empty(), Map.of(), Optional.empty()))),
                List.of())));
  }

  private static PartitionStatus partition(int number, PlanStatus plan) {
    return new PartitionStatus(
        new PartitionId(StatusFixtures.TOPIC, number),
        PartitionCondition.DRY_RUN,
        StatusFixtures.at(2),
        StatusFixtures.at(2),
        StatusFixtures.at(12),
        Optional.of(Duration.ofHours(1)),
        Optional.of(Duration.ofHours(1)),
        Optional.empty(),
        0,
        0,
        0,
        new FenceStatus.Unused(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(plan),
        StoreMarkStatus.NONE);
  }
}
