package dev.rbacconsumer.launcher.status.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.status.text.StatusText;
import dev.rbacconsumer.launcher.docs.GeneratedPart;
import dev.rbacconsumer.launcher.status.DryRunStatuses;
import dev.rbacconsumer.launcher.status.StatusFixtures;
import dev.rbacconsumer.launcher.status.StoreMarkStatuses;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusTextTest {
  private static final GeneratedPart PRINTED =
      new GeneratedPart(
          "docs/status.md",
          "<!-- Printed: written by `make docs` from what the command prints; do not edit. -->",
          "<!-- End of what is printed. -->");

  @Test
  void theDocumentationShowsWhatIsPrinted() throws IOException {
    PRINTED.hold("```\n" + String.join("\n", lines(80, StatusFixtures.blocked())) + "\n```\n");
  }

  @Test
  void whatRunsIsAHeadAndATable() throws IOException {
    assertThat(lines(80, StatusFixtures.running()))
        .containsExactly(
            "rbac-consumer 0.1.0 on rbac-kafka-consumer-7d9f4c6b8-x2kq9: running",
            "group rbac-consumer-group, topic outbox.event.relations-replication-event",
            "up 3h 12m, Kafka answered 0.3s ago, as of 07:00:00Z",
            "",
            "PART  STATE    POSITION  COMMITTED      END  LAG  BEHIND  WINDOW    LOCK",
            "   0  running   1204417    1204391  1204480   89    1.2s     974  3h 12m",
            "   1  idle       981002     981002   981002    0    0.0s    1000  3h 12m");
  }

  @Test
  void aDryRunSaysThatNothingIsAppliedAndWhatItFound() throws IOException {
    assertThat(lines(80, DryRunStatuses.found()))
        .contains(
            "rbac-consumer 0.1.0 on rbac-kafka-consumer-7d9f4c6b8-x2kq9: dry-run",
            "DRY RUN: nothing is applied and nothing is committed.",
            "REPLICATION_TO_RELATION_ENABLED=true applies everything, in the same group.",
            "  partition 0, read to 12: 9 apply, 1 block",
            "    first problem at offset 7 (block): invalid/missing_field: $.id: missing",
            "  partition 1, read to -: no messages")
        .filteredOn(line -> line.startsWith("   0"))
        .singleElement()
        .asString()
        .contains("dry-run")
        .endsWith("unused");
  }

  @Test
  void aRecordThatBlocksHasAParagraphWithAllThatIsKnown() throws IOException {
    assertThat(String.join("\n", lines(120, StatusFixtures.blocked())))
        .contains("! Partition 2 is blocked at offset 48211: rejected/unknown_definition")
        .contains("reason    object definition `rbac/inventory_group` not found")
        .contains("6f1f2c9e-4d0f-3b43-9a45-0d5a7a9c1b77, type create_custom_role, org 11789772,")
        .contains("first     06:47:57Z (12m 3s ago) transient/unavailable: no connection")
        .contains("attempts  14, last 06:56:39Z (3m 21s ago), next 07:01:39Z (in 1m 39s)")
        .contains("do        The schema of the store lacks the type or the relation")
        .contains("see       docs/runbook.md, RBACConsumerPartitionBlocked");
  }

  @Test
  void everythingThatIsInTheWayIsReportedWithItsCauseAndWhatToDo() throws IOException {
    List<String> lines = lines(100, StatusFixtures.everything());

    assertThat(lines)
        .filteredOn(line -> line.startsWith("! "))
        .containsExactly(
            "! Kafka cannot be read: since 06:58:50Z (1m 10s ago)",
            "! The thread that reads from Kafka stands still without a reason: since 06:59:00Z"
                + " (1m 0s ago)",
            "! Messages were passed over: malformed, 12 skipped, 3 set aside",
            "! Partition 3 is blocked at offset 48211: rejected/unknown_definition",
            "! Partition 3 is not read on: records are gone: below_start",
            "! Partition 3 stands still without a reason: since 06:58:45Z (1m 15s ago)",
            "! Partition 3 cannot mark the store: unavailable",
            "! Partition 3 cannot be replayed: replay_table",
            "! Partition 3 cannot be committed: since 06:59:40Z (20s ago)",
            "! Partition 4 has no lock: unavailable");
    assertThat(lines)
        .contains("  attempts  3, since 06:59:54Z (6.0s ago), next 07:00:02Z (in 2.0s)")
        .contains("   4  fencing         -          -    -    -        -       0  refused");
    assertThat(lines).filteredOn(line -> line.startsWith("  do ")).hasSize(10);
  }

  @Test
  void aReplayThatGoesOnIsNoProblemAndSaysWhatIsLeft() throws IOException {
    assertThat(lines(100, StoreMarkStatuses.replaying()))
        .contains("- Partition 0 is replayed by last word: 2400000 offsets left")
        .noneMatch(line -> line.startsWith("! "));
  }

  @Test
  void aReplayThatCannotGoOnSaysWhy() throws IOException {
    assertThat(lines(100, StatusFixtures.everything()))
        .containsSubsequence(
            "! Partition 3 cannot be replayed: replay_table",
            "  reason    the table is full: raise RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES",
            "  attempts  3, since 06:59:00Z (1m 0s ago), next 07:00:30Z (in 30s)",
            "  see       docs/runbook.md, RBACConsumerPartitionBlocked");
  }

  @Test
  void repeatedEventsAreCounted() throws IOException {
    assertThat(lines(100, StoreMarkStatuses.repeated()))
        .contains(
            "- Partition 0: 1200 repeated events passed over, the last at offset 4, 06:58:00Z"
                + " (2m 0s ago)");
  }

  @Test
  void aStoreThatHasLostDataComesWithWhatEachPolicyWouldDo() throws IOException {
    String text = String.join("\n", lines(400, StoreMarkStatuses.restored()));

    assertThat(text)
        .contains("! Partition 0 is not read on: the store has lost data: store_restored")
        .contains("so offsets 10 to 14 must be applied again")
        .contains(
            "do        Restore the store, or start with"
                + " RBAC_KAFKA_CONSUMER_ON_STORE_LOSS=replay, which applies the log from offset 12")
        .contains("it still holds 3 of the 5 offsets")
        .contains("see       docs/runbook.md, RBACConsumerStoreLost");
  }

  @Test
  void messagesThatWerePassedOverAreAProblemWhileTheStateIsDegraded() throws IOException {
    assertThat(lines(100, StatusFixtures.everything()))
        .containsSubsequence(
            "! Messages were passed over: malformed, 12 skipped, 3 set aside",
            "  reason    malformed_json: not JSON at line 1",
            "  last      06:59:00Z (1m 0s ago), partition 3, offset 4",
            "  degraded  until 07:59:00Z (in 59m 0s)",
            "  see       docs/runbook.md, RBACConsumerMessagesPassedOver");
  }

  @Test
  void messagesThatWerePassedOverLongAgoAreStillShown() throws IOException {
    assertThat(lines(100, StatusFixtures.passedOverLongAgo()))
        .containsSubsequence(
            "- Messages were passed over: invalid, 1200 skipped, 0 set aside",
            "  last      03:48:00Z (3h 12m ago), partition 0, offset 981001")
        .noneMatch(line -> line.startsWith("! ") || line.startsWith("  degraded"));
  }

  @Test
  void aReasonThatStaysTheSameIsReportedOnce() throws IOException {
    assertThat(lines(80, StatusFixtures.bare()))
        .contains("  first     07:00:00Z (0.0s ago), for the same reason");
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    assertThat(lines(80, StatusFixtures.disabled()))
        .containsExactly(
            "rbac-consumer 0.1.0 on rbac-kafka-consumer-7d9f4c6b8-x2kq9: disabled",
            "group rbac-consumer-group, topic outbox.event.relations-replication-event",
            "up 3h 12m, Kafka has not answered yet, as of 07:00:00Z");
    assertThat(lines(80, StatusFixtures.without(Optional.empty())).get(0)).endsWith(": starting");
    assertThat(lines(80, StatusFixtures.bare())).noneMatch(line -> line.startsWith("  event"));
    assertThat(lines(80, "{\"version\":9}")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 120})
  void sentencesKeepToTheWidth(int width) throws IOException {
    assertThat(lines(width, StatusFixtures.blocked()).stream().skip(8))
        .isNotEmpty()
        .allMatch(line -> line.length() <= width);
    assertThat(lines(80, StatusFixtures.blocked())).allMatch(line -> line.length() <= 80);
  }

  @Test
  void foreignTextDoesNothingToATerminal() throws IOException {
    assertThat(String.join("", lines(80, StatusFixtures.hostile())).chars())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c == '\u202e');
    assertThat(lines(80, "{\"version\":1,\"state\":\"a\\u001b[2Jb\"}").get(0))
        .endsWith("a\\u001b[2Jb");
  }

  @Test
  void coloursAddNothingButColour() throws IOException {
    List<String> coloured = lines(80, StatusFixtures.everything(), true);

    assertThat(String.join("\n", coloured)).contains("\u001b[1;31m");
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
        .containsExactlyElementsOf(lines(80, StatusFixtures.everything()));
  }

  private static List<String> lines(int width, String status) throws IOException {
    return lines(width, status, false);
  }

  private static List<String> lines(int width, String status, boolean colours) throws IOException {
    return new StatusText(status, JsonTree.parse(status), width).lines(new AnsiStyle(colours));
  }
}
