package dev.rbacconsumer.core.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.report.AnsiStyle;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report of {@code inspect}, for people and for programs. */
final class InspectionTest {
  private static final Instant NOW = Records.BEGIN.plusSeconds(100);
  private static final SourceRecord SHOWN = Records.change(4, "12345", "-ann", "+bob");
  private static final String DIGEST = RecordDigest.of(SHOWN);

  private final RecordCollector collector =
      new RecordCollector(Records.DECODER, Records::plan, 1000);

  @Test
  void everythingIsShownInTheOrderOfADecision() {
    collect(
        SHOWN,
        Records.change(5, "12345", "-bob"),
        Records.tombstone(6),
        Records.change(7, "99", "+cleo"),
        Records.record(8, "{}"));

    assertThat(inspection(commit(failed(DIGEST), Optional.of(pause())), true).lines(plain()))
        .containsExactly(
            "partition 1 of outbox: committed 4, log from 0 to 9, lag 5",
            "  offset 4 failing since 2026-05-01T10:00:10Z (1m 30s ago), attempts 14, last failure"
                + " rejected/no_such_type",
            "  paused by \"eve\" since 2026-05-01T10:01:30Z (10s ago): \"looking into it\"",
            "  owner at http://pod-1:9464",
            "record at offset 4, the first that is not committed",
            "  time 2026-05-01T10:00:04Z (1m 36s ago)",
            "  key \"stage\"",
            "  header id = \"row-4\"",
            "  header empty = none",
            "  digest " + DIGEST,
            "  verdict relations",
            "    event \"row-4\", aggregate \"stage\", org \"12345\"",
            "  plan 1 removal, then 1 addition, in 2 calls",
            "    1 × DeleteTuples",
            "    1 × CreateTuples",
            "    - rbac/group:g#t_member@rbac/principal:ann",
            "    + rbac/group:g#t_member@rbac/principal:bob",
            "behind it 4 messages (offsets 5 to 8), no more can be read",
            "  1 removal in 1 message, 1 addition in 1 message",
            "  0 workspace events, 1 tombstone, 1 undecodable",
            "  undecodable at 8",
            "  organisations 12345 (1), 99 (1)",
            "  oldest 2026-05-01T10:00:05Z (1m 35s ago)",
            "  same tuples at 5 (-1 +0)");
  }

  @Test
  void programsGetTheSame() throws IOException {
    collect(SHOWN, Records.change(5, "12345", "-bob"), Records.record(8, "{}"));

    JsonTree json = json(inspection(commit(failed(DIGEST), Optional.of(pause())), true));

    assertThat(json.get("partition").text()).isEqualTo("1");
    assertThat(json.get("committed").text()).isEqualTo("4");
    assertThat(json.get("lag").text()).isEqualTo("5");
    assertThat(json.get("may_be_applied_below").text()).isEqualTo("6");
    assertThat(json.get("failing").get("attempts").text()).isEqualTo("14");
    assertThat(json.get("failing").get("digest").text()).isEqualTo(DIGEST);
    assertThat(json.get("paused").get("by").text()).isEqualTo("eve");
    assertThat(json.get("first_unapplied").text()).isEqualTo("true");
    JsonTree shown = json.get("record");
    assertThat(shown.get("digest").text()).isEqualTo(DIGEST);
    assertThat(shown.get("verdict").text()).isEqualTo("relations");
    assertThat(shown.get("age_seconds").text()).isEqualTo("96.000");
    assertThat(shown.get("plan").get("removed_tuples").items())
        .singleElement()
        .satisfies(
            it -> assertThat(it.text()).isEqualTo("rbac/group:g#t_member@rbac/principal:ann"));
    JsonTree behind = json.get("behind");
    assertThat(behind.get("messages").text()).isEqualTo("2");
    assertThat(behind.get("removals").text()).isEqualTo("1");
    assertThat(behind.get("undecodable_offsets").items()).hasSize(1);
    assertThat(behind.get("same_tuples").items())
        .singleElement()
        .satisfies(it -> assertThat(it.get("offset").text()).isEqualTo("5"));
    assertThat(behind.get("complete").text()).isEqualTo("true");
  }

  @Test
  void refusedRecordHasItsFaultsAndNoPlan() throws IOException {
    collect(Records.record(4, "{}"), Records.change(5, "1", "+ann"));
    Inspection inspection = inspection(Optional.empty(), true);

    assertThat(inspection.lines(plain()))
        .contains(
            "partition 1 of outbox: committed nothing, log from 0 to 9, lag 9",
            "  verdict invalid",
            "  same tuples unknown, because the record is no valid change of relations")
        .anyMatch(line -> line.startsWith("    not_debezium_format at $: "))
        .noneMatch(line -> line.startsWith("  plan"));
    assertThat(json(inspection).get("record").get("plan").value()).isNull();
    assertThat(json(inspection).get("behind").get("same_tuples_count").value()).isNull();
  }

  @Test
  void commitAboutAnotherRecordAtTheSameOffsetIsNotTakenForThisOne() {
    collect(SHOWN);

    assertThat(
            inspection(commit(failed("0123456789abcdef"), Optional.empty()), true).lines(plain()))
        .contains(
            "  the commit names the digest 0123456789abcdef, so it is about another record at this"
                + " offset");
  }

  @Test
  void longListsAreCutWithTheirNumber() {
    String[] removed =
        IntStream.range(0, InspectedRecord.MOST_SHOWN + 7)
            .mapToObj(i -> "-user-" + i)
            .toArray(String[]::new);

    collect(Records.change(4, "1", removed));

    assertThat(inspection(Optional.empty(), true).lines(plain()))
        .contains("  plan 57 removals, then 0 additions, in 57 calls", "    and 7 more removals")
        .filteredOn(line -> line.startsWith("    - "))
        .hasSize(InspectedRecord.MOST_SHOWN);
  }

  @Test
  void limitAndUnreadRestAreShown() {
    RecordCollector two = new RecordCollector(Records.DECODER, Records::plan, 2);

    assertThat(two.test(SHOWN)).isTrue();
    assertThat(two.test(Records.change(5, "1", "+ann"))).isTrue();
    assertThat(two.test(Records.change(6, "1", "+ann"))).isFalse();

    assertThat(two.isFull()).isTrue();
    assertThat(two.position()).hasValue(new CommitPosition(7));
    assertThat(
            two.backlog(new CommitPosition(9), new CommitPosition(7), Optional.of("it broke"))
                .orElseThrow()
                .lines(NOW))
        .startsWith(
            "behind it 2 messages (offsets 5 to 6), 2 offsets behind them were not read",
            "  reading ended early: it broke");
  }

  @Test
  void nothingThatWaitsIsSaidInOneLine() {
    Inspection inspection =
        new Inspection(
            "group",
            partition(Optional.of(Commit.of(new CommitPosition(9)))),
            Optional.empty(),
            false,
            Optional.empty(),
            NOW);

    assertThat(inspection.lines(plain()))
        .containsExactly(
            "partition 1 of outbox: committed 9, log from 0 to 9, lag 0",
            "no record waits: every record is applied or skipped");
  }

  @Test
  void foreignTextCannotSteerTheTerminal() {
    OperatorPause steering = new OperatorPause("eve\u001b[2J", "a\nb", Records.BEGIN);
    collect(Records.record(4, "{\"\u001b[2J\":1}"), Records.change(5, "1\u202e", "+ann"));

    String text =
        String.join(
            "", inspection(commit(failed(DIGEST), Optional.of(steering)), true).lines(plain()));

    assertThat(text.chars().noneMatch(Character::isISOControl)).as(text).isTrue();
    assertThat(text).doesNotContain("\u202e");
  }

  @Test
  void positionOfAChosenRecordIsRelativeToTheCommit() {
    collect(SHOWN);

    assertThat(inspection(Optional.of(Commit.of(new CommitPosition(2))), false).lines(plain()))
        .contains("record at offset 4, 2 offsets above the commit");
    assertThat(inspection(Optional.of(Commit.of(new CommitPosition(7))), false).lines(plain()))
        .contains("record at offset 4, below the commit, so it is applied or skipped");
  }

  @Test
  void theOnlyFailingPartitionIsChosenThenTheOnlyPausedThenTheOnlyOne() {
    InspectedPartition healthy = partition(Optional.of(Commit.of(new CommitPosition(9))));
    InspectedPartition failing = partition(commit(failed(DIGEST), Optional.empty()));
    InspectedPartition paused = partition(commit(Optional.empty(), Optional.of(pause())));
    InspectedPartition settled = partition(commit(9, failed(DIGEST), Optional.empty()));

    assertThat(InspectedPartition.choose(List.of(healthy, failing, paused))).hasValue(failing);
    assertThat(InspectedPartition.choose(List.of(healthy, paused, settled))).hasValue(paused);
    assertThat(InspectedPartition.choose(List.of(healthy))).hasValue(healthy);
    assertThat(InspectedPartition.choose(List.of(healthy, settled))).isEmpty();
    assertThat(InspectedPartition.choose(List.of(failing, failing))).isEmpty();
    assertThat(failing.summary(NOW))
        .isEqualTo("1: committed 4, end 9, lag 5, failing since 2026-05-01T10:00:10Z (1m 30s ago)");
    assertThat(paused.summary(NOW)).isEqualTo("1: committed 4, end 9, lag 5, paused");
  }

  private void collect(SourceRecord... records) {
    for (SourceRecord record : records) {
      assertThat(collector.test(record)).isTrue();
    }
  }

  private Inspection inspection(Optional<Commit> commit, boolean isFirst) {
    return new Inspection(
        "group",
        partition(commit),
        collector.shown(),
        isFirst,
        collector.backlog(new CommitPosition(9), new CommitPosition(9), Optional.empty()),
        NOW);
  }

  private static InspectedPartition partition(Optional<Commit> commit) {
    return new InspectedPartition(
        new PartitionId("outbox", 1),
        new PartitionOffsets(
            Optional.empty(), new CommitPosition(0), new CommitPosition(9), new CommitPosition(9)),
        commit);
  }

  private static Optional<FailureHistory> failed(String digest) {
    return Optional.of(
        new FailureHistory(
            new Offset(4),
            digest,
            Records.BEGIN.plusSeconds(10),
            14,
            FailureClass.REJECTED,
            "no_such_type"));
  }

  private static OperatorPause pause() {
    return new OperatorPause("eve", "looking into it", Records.BEGIN.plusSeconds(90));
  }

  private static Optional<Commit> commit(
      Optional<FailureHistory> failed, Optional<OperatorPause> paused) {
    return commit(4, failed, paused);
  }

  private static Optional<Commit> commit(
      long position, Optional<FailureHistory> failed, Optional<OperatorPause> paused) {
    CommitMetadata mark =
        new CommitMetadata(
            new CommitPosition(position + 2),
            100,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new OwnerNotes(failed, paused, Optional.of("http://pod-1:9464"), ""));
    return Optional.of(new Commit(new CommitPosition(position), mark.text()));
  }

  private static JsonTree json(Inspection inspection) throws IOException {
    return JsonTree.parse(inspection.json().orElseThrow());
  }

  private static AnsiStyle plain() {
    return new AnsiStyle(false);
  }
}
