package dev.rbacconsumer.launcher.group;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.status.text.Paragraphs;
import dev.rbacconsumer.core.status.text.TimeText;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import dev.rbacconsumer.kafka.internal.group.GroupPartition;
import dev.rbacconsumer.kafka.internal.group.GroupPartitionState;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.kafka.internal.group.LogOffsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Describes the problems of a group, with one paragraph for each. Confined to one thread. */
final class GroupProblems {
  /** States of a group that has assigned its partitions, or has no member to assign them to. */
  private static final Set<String> SETTLED = Set.of("Stable", "Empty", GroupView.DEAD);

  private final GroupView view;
  private final OwnerLookup owners;
  private final Paragraphs paragraphs;

  GroupProblems(GroupView view, int width, AnsiStyle style) {
    this.view = view;
    this.owners = new OwnerLookup(view);
    this.paragraphs = new Paragraphs(width, style);
  }

  List<String> lines() {
    group();
    view.partitions().forEach(this::partition);
    members("Members without a partition, as standby", GroupMember::isStandby);
    members("Members with partitions of other topics", it -> !it.otherTopics().isEmpty());
    view.unknown().forEach(it -> paragraphs.note("Unknown: " + SafeText.sentence(it)));
    return paragraphs.lines();
  }

  private void group() {
    String unowned =
        view.partitions().stream()
            .filter(it -> it.owner().isEmpty())
            .map(it -> Integer.toString(it.id().number()))
            .collect(Collectors.joining(", "));
    if (!view.exists()) {
      paragraphs.title(
          "There is no group "
              + SafeText.field(view.group())
              + ": nothing has joined it or it is"
              + " gone");
      paragraphs.detail(
          "do",
          "Correct RBAC_KAFKA_CONSUMER_GROUP_ID, or see why no consumer runs. A group without"
              + " members and commits for a while is deleted by the brokers.");
    } else if (!unowned.isEmpty()) {
      paragraphs.title(
          "No member has %s %s: the group is %s"
              .formatted(
                  unowned.contains(",") ? "partitions" : "partition", unowned, view.state()));
      paragraphs.detail(
          "do",
          SETTLED.contains(view.state())
              ? "See why the pods do not run, or are no members of the group."
              : "Look again: the members are getting their partitions.");
    }
  }

  private void partition(GroupPartition partition) {
    String name = "Partition " + partition.id().number();
    if (partition.state() == GroupPartitionState.DATA_LOSS) {
      lost(name, partition);
    }
    partition.paused().ifPresent(it -> paused(name, it, partition));
    partition.failed().ifPresent(it -> blocked(name, it, partition));
    partition
        .replay()
        .ifPresent(
            it ->
                paragraphs.note(
                    "%s is replayed by last word: offsets %s to %s"
                        .formatted(name, it.from(), it.end())));
    if (partition.state() == GroupPartitionState.WAITING_FOR_TRANSACTION) {
      paragraphs.note(
          "%s waits for a transaction to end: %s records hidden"
              .formatted(name, partition.lag().map(it -> Long.toString(it)).orElse("some")));
    }
  }

  private void blocked(String name, FailureHistory failed, GroupPartition partition) {
    paragraphs.title(
        "%s is blocked at offset %s: %s%s"
            .formatted(
                name,
                failed.offset(),
                failed.kind().label(),
                failed.reason().isEmpty() ? "" : "/" + failed.reason()));
    paragraphs.detail("first", TimeText.withDistance(failed.since(), view.at()));
    paragraphs.detail("attempts", Integer.toString(failed.attempts()));
    paragraphs.detail("digest", failed.digest());
    owner(partition);
    paragraphs.detail(
        "do",
        "rbac-consumer status --partition %d tells the reason and what to do"
            .formatted(partition.id().number()));
    paragraphs.detail("see", "docs/runbook.md, RBACConsumerPartitionBlocked");
  }

  private void paused(String name, OperatorPause pause, GroupPartition partition) {
    paragraphs.title(name + " is paused: by " + shown(pause.by()));
    paragraphs.detail("reason", shown(pause.reason()));
    paragraphs.detail("since", TimeText.withDistance(pause.since(), view.at()));
    owner(partition);
    paragraphs.detail("do", "Resume it once the reason is gone: its records wait.");
  }

  private void lost(String name, GroupPartition partition) {
    String position =
        partition.commit().map(it -> it.position().toString()).orElse(TimeText.UNKNOWN);
    paragraphs.title(name + " is not read on: the log does not continue at the commit");
    paragraphs.detail(
        "reason", "committed " + position + partition.log().map(GroupProblems::offsets).orElse(""));
    owner(partition);
    paragraphs.detail("see", "docs/guides/when-records-are-gone.md");
  }

  private static String offsets(LogOffsets log) {
    return ", the log holds offsets from %d to %d; a topic that was created again is another log"
        .formatted(log.begin(), log.end());
  }

  private void owner(GroupPartition partition) {
    paragraphs.detail("owner", owners.of(partition.id()).map(Object::toString).orElse(""));
  }

  private void members(String what, Predicate<GroupMember> which) {
    String names =
        view.members().stream()
            .filter(which)
            .map(GroupReport::name)
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      paragraphs.note(what + ": " + names);
    }
  }

  private static String shown(String text) {
    return text.isEmpty() ? TimeText.UNKNOWN : SafeText.sentence(text);
  }
}
