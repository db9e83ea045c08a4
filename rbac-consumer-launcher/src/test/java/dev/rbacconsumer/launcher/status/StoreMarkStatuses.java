package dev.rbacconsumer.launcher.status;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.LossStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.RepeatedEventsStatus;
import dev.rbacconsumer.core.status.ReplayStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an instance may stand where log, commit and store disagree, and what is told of it. */
public final class StoreMarkStatuses {
  private static final Instant NOW = StatusFixtures.NOW;
  private static final RetryStatus MARK =
      new RetryStatus("unavailable", "no answer", NOW.minusSeconds(9), 2, NOW.plusSeconds(3));
  private static final RetryStatus TABLE =
      new RetryStatus(
          "replay_table",
          "the table is full: raise RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES",
          NOW.minusSeconds(60),
          3,
          NOW.plusSeconds(30));

  /** All that there can be. */
  static final StoreMarkStatus EVERYTHING =
      new StoreMarkStatus(
          Optional.of(new ReplayStatus(2_400_000, Optional.of(TABLE))),
          Optional.of(MARK),
          Optional.of(new RepeatedEventsStatus(12, new Offset(4), NOW.minusSeconds(120))));

  private StoreMarkStatuses() {}

  /** A replay goes on, and has passed over nothing. */
  public static String replaying() {
    return json(
        PartitionCondition.REPLAYING,
        Optional.empty(),
        new StoreMarkStatus(
            Optional.of(new ReplayStatus(2_400_000, Optional.empty())),
            Optional.empty(),
            Optional.empty()));
  }

  /** Events were repeated, and nothing is wrong. */
  public static String repeated() {
    return json(
        PartitionCondition.IDLE,
        Optional.empty(),
        new StoreMarkStatus(
            Optional.empty(),
            Optional.empty(),
            Optional.of(new RepeatedEventsStatus(1_200, new Offset(4), NOW.minusSeconds(120)))));
  }

  /** The store was restored to an earlier state. */
  public static String restored() {
    DataLoss loss =
        new DataLoss(
            DataLoss.Kind.STORE_RESTORED,
            StatusFixtures.at(15),
            new CommitPosition(12),
            new CommitPosition(20),
            StatusFixtures.at(10));
    return json(
        PartitionCondition.DATA_LOSS,
        Optional.of(new LossStatus(loss, NOW.minusSeconds(30), 4, NOW.plusSeconds(15))),
        StoreMarkStatus.NONE);
  }

  private static String json(
      PartitionCondition condition, Optional<LossStatus> loss, StoreMarkStatus storeMark) {
    PartitionStatus partition =
        new PartitionStatus(
            new PartitionId(StatusFixtures.TOPIC, 0),
            condition,
            StatusFixtures.at(15),
            StatusFixtures.at(15),
            StatusFixtures.at(20),
            Optional.of(ofSeconds(9)),
            Optional.of(ofSeconds(9)),
            Optional.empty(),
            2,
            300,
            1_000,
            new FenceStatus.Held(NOW.minusSeconds(60), ofSeconds(60)),
            Optional.empty(),
            loss,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            storeMark);
    return StatusFixtures.json(
        Optional.of(
            new StatusSnapshot(
                NOW,
                DeliveryMode.DELIVER,
                Optional.of(ofMillis(300)),
                Optional.empty(),
                Optional.empty(),
                List.of(partition),
                List.of())));
  }
}
