package dev.rbacconsumer.launcher.group;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import dev.rbacconsumer.core.status.text.Table;
import dev.rbacconsumer.core.status.text.TimeText;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import dev.rbacconsumer.kafka.internal.group.GroupPartition;
import dev.rbacconsumer.kafka.internal.group.GroupPartitionState;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.kafka.internal.group.LogOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Shows a view of a group: the group, a table of its partitions, and the problems; or all of it as
 * one JSON object. Immutable.
 */
public final class GroupReport implements Report {
  private static final int STATE_COLUMN = 1;
  private static final int OWNER_COLUMN = 7;
  private static final List<String> HEADS =
      List.of("PART", "STATE", "COMMITTED", "END", "LAG", "BEHIND", "RETENTION", "OWNER");

  private final GroupView view;
  private final int width;

  /**
   * Creates the report of a view.
   *
   * @param width width at which sentences are wrapped, in characters, at least 40
   */
  public GroupReport(GroupView view, int width) {
    this.view = view;
    this.width = width;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(GroupFields.json(view));
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>(head(style));
    lines.add("");
    lines.addAll(table(style));
    lines.addAll(new GroupProblems(view, width, style).lines());
    return lines;
  }

  private List<String> head(AnsiStyle style) {
    String degraded = view.needsAttention() ? ", degraded" : "";
    String state = view.exists() ? view.state() + degraded : "does not exist";
    int members = view.members().size();
    return List.of(
        "%s %s: %s"
            .formatted(
                style.bold("group"),
                SafeText.field(view.group()),
                view.needsAttention() ? style.alarm(state) : style.good(state)),
        "topic %s, %d %s%s, as of %s"
            .formatted(
                SafeText.field(view.topic()),
                members,
                members == 1 ? "member" : "members",
                view.assignor().map(it -> ", assignor " + SafeText.field(it)).orElse(""),
                TimeText.at(view.at(), view.at())));
  }

  private List<String> table(AnsiStyle style) {
    Table table = new Table(HEADS, STATE_COLUMN, OWNER_COLUMN);
    for (GroupPartition partition : view.partitions()) {
      table.add(
          List.of(
              Integer.toString(partition.id().number()),
              partition.state().label(),
              number(partition.commit().map(it -> it.position().value())),
              number(partition.log().map(LogOffsets::end)),
              number(partition.lag()),
              partition.behind().map(TimeText::span).orElse(TimeText.UNKNOWN),
              partition.retentionLeft().map(GroupReport::left).orElse(TimeText.UNKNOWN),
              partition.owner().map(GroupReport::name).orElse("no owner")));
    }
    List<String> lines = new ArrayList<>(List.of(style.bold(table.head().stripTrailing())));
    table.lines((cell, shown) -> colour(style, cell, shown)).stream()
        .map(String::stripTrailing)
        .forEach(lines::add);
    return lines;
  }

  /** Returns the name of a member: client id, host, and the beginning of the member id. */
  static String name(GroupMember member) {
    return SafeText.field(
        "%s %s (%s)"
            .formatted(
                member.clientId(),
                member.host().isEmpty() ? TimeText.UNKNOWN : member.host(),
                member.shortId()));
  }

  private static String colour(AnsiStyle style, String cell, String shown) {
    return Arrays.stream(GroupPartitionState.values())
        .filter(it -> it.label().equals(cell))
        .findFirst()
        .map(it -> colour(style, it, shown))
        .orElse(shown);
  }

  private static String colour(AnsiStyle style, GroupPartitionState state, String shown) {
    if (state.needsAttention()) {
      return style.alarm(shown);
    }
    return switch (state) {
      case IDLE, RUNNING -> style.good(shown);
      default -> style.open(shown);
    };
  }

  private static String left(Duration left) {
    return left.isNegative() ? "over" : TimeText.span(left);
  }

  private static String number(Optional<Long> number) {
    return number.map(it -> Long.toString(it)).orElse(TimeText.UNKNOWN);
  }
}
