package dev.rbacconsumer.launcher.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.kafka.internal.group.GroupMember;
import dev.rbacconsumer.kafka.internal.group.GroupPartitionState;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.launcher.docs.GeneratedPart;
import dev.rbacconsumer.launcher.docs.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the {@code group} command prints. */
final class GroupReportTest {
  private static final AnsiStyle PLAIN = new AnsiStyle(false);
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":");
  private static final GeneratedPart PRINTED =
      new GeneratedPart(
          "docs/group.md",
          "<!-- Printed: written by `make docs` from what the command prints; do not edit. -->",
          "<!-- End of what is printed. -->");

  @Test
  void theDocumentationShowsWhatIsPrinted() throws IOException {
    PRINTED.hold("```\n" + String.join("\n", lines(GroupViews.bad())) + "\n```\n");
  }

  @Test
  void groupThatIsWellIsATableAndWhatIsUnderWay() {
    assertThat(lines(GroupViews.good()))
        .containsExactly(
            "group rbac-consumer-group: Stable",
            "topic outbox.event.relations-replication-event, 2 members, assignor"
                + " cooperative-sticky, as of 07:00:00Z",
            "",
            "PART  STATE      COMMITTED      END  LAG  BEHIND  RETENTION  OWNER",
            "   0  running      1204391  1204480   89  12m 5s     6d 23h  rbac-consumer 10.0.0.7"
                + " (0f4b2c1d)",
            "   1  idle          981002   981002    0    0.0s          -  rbac-consumer 10.0.0.7"
                + " (0f4b2c1d)",
            "   2  replaying        100      160   60  12m 5s     6d 23h  rbac-consumer 10.0.0.8"
                + " (7a3e9d5c)",
            "",
            "- Partition 2 is replayed by last word: offsets 40 to 120");
  }

  @Test
  void everyProblemHasAParagraph() {
    assertThat(lines(GroupViews.bad()))
        .contains(
            "! No member has partition 4: the group is Stable",
            "! Partition 1 is blocked at offset 48211: rejected/unknown_definition",
            "  first     06:47:57Z (12m 3s ago)",
            "  attempts  14",
            "  digest    9f86d081884c7d65",
            "  owner     http://10.0.0.7:9464",
            "! Partition 2 is paused: by ann",
            "  reason    schema is being loaded",
            "  since     06:20:00Z (40m 0s ago)",
            "  owner     http://10.0.0.8:9464",
            "! Partition 3 is not read on: the log does not continue at the commit",
            "- Members without a partition, as standby: rbac-consumer 10.0.0.9 (5d1f0a2b)")
        .anyMatch(line -> line.matches(" +4  unowned .*  no owner"))
        .anyMatch(line -> line.matches(" +3  data_loss +5 +20 +- +- +-  rbac.*"));
  }

  @Test
  void unknownIsNeverZero() {
    assertThat(lines(GroupViews.unknown()))
        .contains(
            "group rbac-consumer-group: PreparingRebalance, degraded",
            "   0  unknown          -    -    -       -          -  rbac-consumer 10.0.0.7"
                + " (0f4b2c1d)");
    assertThat(json(GroupViews.unknown()))
        .contains("\"committed\":null,\"begin\":null,\"end\":null,\"lag\":null,")
        .contains("\"retention_seconds\":null")
        .endsWith(
            "\"unknown\":[\"the offsets of partitions 0: no answer; see whether they have"
                + " leaders\"]}");
  }

  @Test
  void groupThatDoesNotExistIsASentence() {
    assertThat(lines(GroupViews.dead()))
        .contains("group rbac-consumer-group: does not exist")
        .anyMatch(line -> line.startsWith("! There is no group rbac-consumer-group: "));
  }

  @Test
  void membersThatReadAnotherTopicAreNamed() {
    GroupMember stranger =
        new GroupMember("m", "other", "10.0.0.7", new TreeSet<>(), new TreeSet<>(List.of("inbox")));

    assertThat(lines(GroupViews.view("Stable", List.of(stranger))))
        .contains("- Members with partitions of other topics: other 10.0.0.7 (m)");
  }

  @Test
  void jsonHasEveryField() {
    assertThat(json(GroupViews.good()))
        .startsWith(
            "{\"at\":\"2026-01-01T07:00:00Z\",\"group\":\"rbac-consumer-group\","
                + "\"topic\":\"outbox.event.relations-replication-event\",\"state\":\"Stable\","
                + "\"degraded\":false,\"assignor\":\"cooperative-sticky\","
                + "\"retention_seconds\":604800.000,\"members\":[{\"client_id\":\"rbac-consumer\","
                + "\"host\":\"10.0.0.7\",\"member_id\":\"rbac-consumer-0f4b2c1d-4e1f\","
                + "\"partitions\":2,\"other_topics\":[]},")
        .contains(
            "\"partitions\":[{\"partition\":0,\"state\":\"running\","
                + "\"owner\":{\"client_id\":\"rbac-consumer\",\"host\":\"10.0.0.7\","
                + "\"member_id\":\"rbac-consumer-0f4b2c1d-4e1f\"},"
                + "\"admin_url\":\"http://10.0.0.7:9464\",\"committed\":1204391,\"begin\":0,"
                + "\"end\":1204480,\"lag\":89,\"oldest_at\":\"2026-01-01T06:47:55Z\","
                + "\"lag_seconds\":725.000,\"retention_left_seconds\":604075.000,"
                + "\"blocked\":null,\"paused\":null,\"replay\":null}")
        .contains("\"replay\":{\"from\":40,\"end\":120,\"set_aside\":0}");
    assertThat(json(GroupViews.bad()))
        .contains(
            "\"degraded\":true",
            "\"blocked\":{\"offset\":48211,\"digest\":\"9f86d081884c7d65\","
                + "\"class\":\"rejected\",\"code\":\"unknown_definition\","
                + "\"first_failed_at\":\"2026-01-01T06:47:57Z\",\"attempts\":14}",
            "\"paused\":{\"by\":\"ann\",\"reason\":\"schema is being loaded\","
                + "\"since\":\"2026-01-01T06:20:00Z\"}",
            "\"partition\":4,\"state\":\"unowned\",\"owner\":null,\"admin_url\":null");
  }

  @Test
  void everyFieldIsDocumented() {
    String page = Pages.read(Path.of("docs/group.md"));

    for (GroupView view : List.of(GroupViews.good(), GroupViews.bad())) {
      FIELD
          .matcher(json(view))
          .results()
          .forEach(field -> assertThat(page).contains("`" + field.group(1) + "`"));
    }
  }

  @ParameterizedTest
  @EnumSource(GroupPartitionState.class)
  void everyStateIsDocumented(GroupPartitionState state) {
    assertThat(Pages.read(Path.of("docs/group.md"))).contains("| `" + state.label() + "` |");
  }

  @Test
  void coloursAreAddedWithoutChangingTheText() {
    List<String> coloured =
        new GroupReport(GroupViews.bad(), 100)
            .lines(new AnsiStyle(true)).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();

    assertThat(coloured).isEqualTo(new GroupReport(GroupViews.bad(), 100).lines(PLAIN));
  }

  private static List<String> lines(GroupView view) {
    return new GroupReport(view, 80).lines(PLAIN);
  }

  private static String json(GroupView view) {
    return new GroupReport(view, 80).json().orElseThrow();
  }
}
