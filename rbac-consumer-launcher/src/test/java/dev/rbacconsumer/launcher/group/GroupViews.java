package dev.rbacconsumer.launcher.group;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import dev.rbacconsumer.kafka.internal.group.GroupPartition;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.kafka.internal.group.LogOffsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Views of groups, as tests need them. */
public final class GroupViews {
  public static final String TOPIC = "outbox.event.relations-replication-event";
  static final Instant NOW = Instant.parse("2026-01-01T07:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(7);
  private static final OperatorPause PAUSE =
      new OperatorPause("ann", "schema is being loaded", NOW.minus(Duration.ofMinutes(40)));
  private static final FailureHistory FAILED =
      new FailureHistory(
          new Offset(48_211),
          "9f86d081884c7d65",
          NOW.minus(Duration.ofSeconds(723)),
          14,
          FailureClass.REJECTED,
          "unknown_definition");

  private GroupViews() {}

  /** Returns a group of two members in which every partition is well. */
  public static GroupView good() {
    GroupMember ann = member("10.0.0.7", "0f4b2c1d", 0, 1);
    GroupMember bob = member("10.0.0.8", "7a3e9d5c", 2);
    return view(
        "Stable",
        List.of(ann, bob),
        running(0, ann, 1_204_391, 1_204_480),
        running(1, ann, 981_002, 981_002),
        replayed(bob));
  }

  /** Returns a group with one problem of each kind. */
  public static GroupView bad() {
    GroupMember ann = member("10.0.0.7", "0f4b2c1d", 0, 1);
    GroupMember bob = member("10.0.0.8", "7a3e9d5c", 2, 3);
    GroupMember standby = member("10.0.0.9", "5d1f0a2b");
    return view(
        "Stable",
        List.of(ann, bob, standby),
        running(0, ann, 1_204_391, 1_204_480),
        partition(1, ann, 48_211, notes("10.0.0.7").withFailed(Optional.of(FAILED)), 48_523),
        partition(2, bob, 981_002, notes("10.0.0.8").withPaused(Optional.of(PAUSE)), 981_003),
        lost(bob),
        partition(4, null, 17, OwnerNotes.NONE, 17));
  }

  /** Returns a group of which next to nothing is known. */
  public static GroupView unknown() {
    GroupMember ann = member("10.0.0.7", "0f4b2c1d", 0);
    GroupPartition silent =
        new GroupPartition(
            new PartitionId(TOPIC, 0),
            Optional.of(ann),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NOW);
    return new GroupView(
        NOW,
        "rbac-consumer-group",
        TOPIC,
        "PreparingRebalance",
        Optional.empty(),
        Optional.empty(),
        List.of(ann),
        List.of(silent),
        List.of("the offsets of partitions 0: no answer; see whether they have leaders"));
  }

  /** Returns a group that does not exist. */
  static GroupView dead() {
    return view(GroupView.DEAD, List.of(), partition(0, null, 0, OwnerNotes.NONE, 0));
  }

  static GroupView view(String state, List<GroupMember> members, GroupPartition... partitions) {
    return new GroupView(
        NOW,
        "rbac-consumer-group",
        TOPIC,
        state,
        members.isEmpty() ? Optional.empty() : Optional.of("cooperative-sticky"),
        Optional.of(RETENTION),
        members,
        List.of(partitions),
        List.of());
  }

  static GroupMember member(String host, String id, Integer... partitions) {
    return new GroupMember(
        "rbac-consumer-" + id + "-4e1f",
        "rbac-consumer",
        host,
        new TreeSet<>(Set.of(partitions)),
        new TreeSet<>());
  }

  static OwnerNotes notes(String host) {
    return OwnerNotes.NONE.withAdminUrl(Optional.of("http://" + host + ":9464"));
  }

  static GroupPartition running(int number, GroupMember owner, long committed, long end) {
    return partition(number, owner, committed, notes(owner.host()), end);
  }

  static GroupPartition partition(
      int number, @Nullable GroupMember owner, long committed, OwnerNotes notes, long end) {
    return partition(number, owner, committed, notes, new LogOffsets(0, end, end));
  }

  private static GroupPartition lost(GroupMember owner) {
    return partition(3, owner, 5, notes(owner.host()), new LogOffsets(10, 20, 20));
  }

  private static GroupPartition replayed(GroupMember owner) {
    GroupPartition before = running(2, owner, 100, 160);
    ReplayRange range = ReplayRange.of(new CommitPosition(40), new CommitPosition(120));
    CommitMetadata mark =
        new CommitMetadata(
            new CommitPosition(100),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.of(range),
            Optional.empty(),
            notes(owner.host()));
    return new GroupPartition(
        before.id(),
        before.owner(),
        Optional.of(new Commit(new CommitPosition(100), mark.text())),
        before.log(),
        before.topicId(),
        before.oldest(),
        before.retention(),
        NOW);
  }

  private static GroupPartition partition(
      int number, @Nullable GroupMember owner, long committed, OwnerNotes notes, LogOffsets log) {
    CommitPosition position = new CommitPosition(committed);
    CommitMetadata mark =
        new CommitMetadata(
            position,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            notes);
    boolean isBehind = committed < log.end() && committed >= log.begin();
    return new GroupPartition(
        new PartitionId(TOPIC, number),
        Optional.ofNullable(owner),
        Optional.of(new Commit(position, mark.text())),
        Optional.of(log),
        Optional.empty(),
        isBehind ? Optional.of(NOW.minus(Duration.ofSeconds(725))) : Optional.empty(),
        Optional.of(RETENTION),
        NOW);
  }
}
