package dev.rbacconsumer.launcher.status;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.LossStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.PassedOverStatus;
import dev.rbacconsumer.core.status.ProblemStatus;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import dev.rbacconsumer.core.status.view.InstanceInfo;
import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an instance may stand, and what is told of it. */
public final class StatusFixtures {
  /** When all of them are taken. */
  public static final Instant NOW = ManualClock.DEFAULT_START.plus(Duration.ofHours(7));

  static final String TOPIC = "outbox.event.relations-replication-event";
  private static final Duration UP = Duration.ofHours(3).plusMinutes(12);

  private StatusFixtures() {}

  /** Nothing is known, because nothing is done. */
  public static String disabled() {
    return json(Optional.empty());
  }

  /** A partition that applies records, and one that has nothing to do. */
  public static String running() {
    return delivering(Optional.of(ofMillis(300)), List.of(running(0), idle(1)), List.of());
  }

  /** Nobody has given it a partition yet. */
  public static String without(Optional<Duration> sincePolled) {
    return delivering(sincePolled, List.of(), List.of());
  }

  /** Records were passed over, and the latest one is too long ago to be a problem. */
  public static String passedOverLongAgo() {
    PassedOverStatus old =
        new PassedOverStatus(
            FailureClass.INVALID,
            1_200,
            0,
            new PartitionId(TOPIC, 0),
            new Offset(981_001),
            new Failure(FailureClass.INVALID, "missing_field", "$.payload: want a text"),
            NOW.minus(UP),
            UP,
            Optional.empty());
    return delivering(Optional.of(ofMillis(300)), List.of(idle(1)), List.of(old));
  }

  /** A record blocks one of three partitions. */
  public static String blocked() {
    return delivering(
        Optional.of(ofMillis(300)), List.of(running(0), idle(1), blocked(2, REFUSED)), List.of());
  }

  /** A record blocks the only partition. */
  public static String example() {
    return delivering(Optional.of(ofMillis(300)), List.of(blocked(2, REFUSED)), List.of());
  }

  /** A record blocks of which nothing is known, in a log of which as little is left. */
  public static String bare() {
    BlockedRecord record =
        new BlockedRecord(
            new Offset(1),
            "",
            "",
            "",
            "",
            "",
            REFUSED.failure(),
            REFUSED.failure(),
            NOW,
            1,
            NOW,
            Optional.empty());
    PartitionStatus partition = blocked(0, record);
    LossStatus loss =
        new LossStatus(
            new DataLoss(
                DataLoss.Kind.RECREATED,
                Optional.empty(),
                new CommitPosition(0),
                new CommitPosition(0)),
            NOW,
            1,
            NOW);
    return delivering(
        Optional.empty(),
        List.of(
            with(partition, new FenceStatus.Wanted(), Optional.of(loss)),
            with(
                partition,
                FenceStatus.Refused.lost(Outcome.FenceLoss.TAKEN, "a newer owner", NOW),
                Optional.empty())),
        List.of());
  }

  private static PartitionStatus with(
      PartitionStatus status, FenceStatus fence, Optional<LossStatus> loss) {
    return new PartitionStatus(
        status.partition(),
        status.condition(),
        status.position(),
        status.committed(),
        status.end(),
        status.oldest(),
        status.oldestRemoval(),
        status.sinceApplied(),
        status.queuedRecords(),
        status.queuedBytes(),
        status.windowLeft(),
        fence,
        status.blocked(),
        loss,
        status.stall(),
        status.commitProblem(),
        status.plan(),
        status.storeMark());
  }

  /** A record blocks that was made to do harm where it is shown. */
  public static String hostile() {
    String foreign = "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script>";
    BlockedRecord record =
        new BlockedRecord(
            new Offset(1),
            "5d41402abc4b2a76",
            foreign,
            foreign,
            foreign,
            foreign,
            new Failure(FailureClass.INVALID, "missing_field", foreign + "\u001b[2J\u202e"),
            new Failure(FailureClass.INVALID, "missing_field", foreign),
            NOW,
            1,
            NOW,
            Optional.empty());
    return delivering(Optional.empty(), List.of(blocked(0, record)), List.of());
  }

  /** Everything that can be told. */
  public static String everything() {
    PartitionStatus worst =
        new PartitionStatus(
            new PartitionId(TOPIC, 3),
            PartitionCondition.STALLED,
            at(7),
            at(5),
            at(20),
            Optional.of(ofSeconds(700)),
            Optional.of(ofSeconds(700)),
            Optional.of(ofSeconds(800)),
            2,
            300,
            40,
            new FenceStatus.Held(NOW.minus(UP), UP),
            Optional.of(REFUSED),
            Optional.of(LOSS),
            Optional.of(new StallStatus("in a call", NOW.minusSeconds(75))),
            Optional.of(new ProblemStatus("timed out", NOW.minusSeconds(20))),
            Optional.empty(),
            StoreMarkStatuses.EVERYTHING);
    return json(
        Optional.of(
            new StatusSnapshot(
                NOW,
                DeliveryMode.DELIVER,
                Optional.of(ofSeconds(80)),
                Optional.of(new ProblemStatus("no connection", NOW.minusSeconds(70))),
                Optional.of(new StallStatus("reading and committing", NOW.minusSeconds(60))),
                List.of(worst, locked(4)),
                List.of(PASSED_OVER))));
  }

  private static final BlockedRecord REFUSED =
      new BlockedRecord(
          new Offset(48_211),
          "9b74c9897bac770f",
          "stage",
          "6f1f2c9e-4d0f-3b43-9a45-0d5a7a9c1b77",
          "create_custom_role",
          "11789772",
          new Failure(
              FailureClass.REJECTED,
              "unknown_definition",
              "object definition `rbac/inventory_group` not found"),
          new Failure(FailureClass.TRANSIENT, "unavailable", "no connection"),
          NOW.minusSeconds(723),
          14,
          NOW.minusSeconds(201),
          Optional.of(NOW.plusSeconds(99)));

  private static final PassedOverStatus PASSED_OVER =
      new PassedOverStatus(
          FailureClass.MALFORMED,
          12,
          3,
          new PartitionId(TOPIC, 3),
          new Offset(4),
          new Failure(FailureClass.MALFORMED, "malformed_json", "not JSON at line 1"),
          NOW.minusSeconds(60),
          ofSeconds(60),
          Optional.of(NOW.plusSeconds(3540)));

  private static final LossStatus LOSS =
      new LossStatus(
          new DataLoss(
              DataLoss.Kind.BELOW_START,
              Optional.of(new CommitPosition(5)),
              new CommitPosition(12),
              new CommitPosition(20)),
          NOW.minusSeconds(30),
          4,
          NOW.plusSeconds(15));

  private static PartitionStatus running(int number) {
    return new PartitionStatus(
        new PartitionId(TOPIC, number),
        PartitionCondition.RUNNING,
        at(1_204_417),
        at(1_204_391),
        at(1_204_480),
        Optional.of(ofMillis(1_240)),
        Optional.of(ofMillis(860)),
        Optional.of(ofMillis(12)),
        63,
        148_213,
        974,
        new FenceStatus.Held(NOW.minus(UP), UP),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        StoreMarkStatus.NONE);
  }

  static PartitionStatus idle(int number) {
    return new PartitionStatus(
        new PartitionId(TOPIC, number),
        PartitionCondition.IDLE,
        at(981_002),
        at(981_002),
        at(981_002),
        Optional.of(Duration.ZERO),
        Optional.of(Duration.ZERO),
        Optional.of(ofSeconds(241)),
        0,
        0,
        1_000,
        new FenceStatus.Held(NOW.minus(UP), UP),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        StoreMarkStatus.NONE);
  }

  private static PartitionStatus blocked(int number, BlockedRecord record) {
    return new PartitionStatus(
        new PartitionId(TOPIC, number),
        PartitionCondition.BLOCKED,
        at(record.offset().value()),
        at(record.offset().value()),
        at(record.offset().value() + 312),
        Optional.of(ofSeconds(725)),
        Optional.of(ofSeconds(719)),
        Optional.of(ofSeconds(724)),
        311,
        702_113,
        1_000,
        new FenceStatus.Held(NOW.minus(UP), UP),
        Optional.of(record),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        StoreMarkStatus.NONE);
  }

  private static PartitionStatus locked(int number) {
    return new PartitionStatus(
        new PartitionId(TOPIC, number),
        PartitionCondition.FENCING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        new FenceStatus.Refused(
            "unavailable",
            "no connection",
            NOW.minusSeconds(6),
            3,
            Optional.of(NOW.plusSeconds(2))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        StoreMarkStatus.NONE);
  }

  static Optional<CommitPosition> at(long position) {
    return Optional.of(new CommitPosition(position));
  }

  static String delivering(
      Optional<Duration> sincePolled,
      List<PartitionStatus> partitions,
      List<PassedOverStatus> passedOver) {
    return json(
        Optional.of(
            new StatusSnapshot(
                NOW,
                DeliveryMode.DELIVER,
                sincePolled,
                Optional.empty(),
                Optional.empty(),
                partitions,
                passedOver)));
  }

  static String json(Optional<StatusSnapshot> snapshot) {
    ManualClock clock = new ManualClock(NOW.minus(UP));
    InstanceInfo instance =
        InstanceInfo.begins(
            "rbac-kafka-consumer-7d9f4c6b8-x2kq9", "0.1.0", "rbac-consumer-group", TOPIC, clock);
    clock.advance(UP);
    return new StatusJsonWriter(instance, () -> snapshot, clock).json();
  }
}
