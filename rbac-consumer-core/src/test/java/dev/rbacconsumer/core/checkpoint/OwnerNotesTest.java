package dev.rbacconsumer.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit says to the next owner and to operators. */
final class OwnerNotesTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T07:00:00.123Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann",
        "Ann B. <ann@example.com>",
        "a=b c=d failed=1,2",
        "\u00e9\u4e2d\ud83d\ude00 100% + more",
        "line one\nline two\u202e",
        ""
      })
  void freeTextOfAPauseIsReadAsItWasWritten(String text) {
    OwnerNotes notes =
        OwnerNotes.NONE.withPaused(Optional.of(new OperatorPause(text, text, SINCE)));

    assertThat(readAgain(notes)).isEqualTo(notes);
  }

  @Test
  void longTextsAreCutAndStayReadable() {
    OwnerNotes notes =
        OwnerNotes.NONE.withPaused(
            Optional.of(new OperatorPause("\ud83d\ude00".repeat(40), "why ".repeat(200), SINCE)));

    OperatorPause pause = notes.paused().orElseThrow();
    assertThat(pause.by()).isEqualTo("\ud83d\ude00".repeat(5));
    assertThat(pause.reason()).hasSize(256).startsWith("why why ");
    assertThat(readAgain(notes)).isEqualTo(notes);
  }

  @Test
  void addressOfTheAdminServerIsReadAsItWasWritten() {
    OwnerNotes notes =
        OwnerNotes.NONE.withAdminUrl(Optional.of("http://a-pod-with-a-long-name-0.pods:9000/?a=b"));

    assertThat(readAgain(notes)).isEqualTo(notes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag=3", "a text of others", "zw\u00f6lf"})
  void textOfOthersIsKeptByEveryCommit(String others) {
    OwnerNotes before = OwnerNotes.ofOthers(new Commit(new CommitPosition(7), others));
    OwnerNotes after = readAgain(before);

    assertThat(after.others()).isEqualTo(others);
    assertThat(readAgain(after).others()).isEqualTo(others);
  }

  @Test
  void textOfOthersIsKeptUpToItsLimitAndNotAtAllBeyondIt() {
    String longest = "x".repeat(OwnerNotes.MAX_OTHERS);

    assertThat(ofOthers(longest).others()).isEqualTo(longest);
    assertThat(ofOthers(longest + "x").others()).isEmpty();
  }

  @Test
  void textOfOthersAroundOursIsKeptWithoutOurs() {
    String ours = new CommitMetadata(new CommitPosition(9), 10, Optional.empty()).text();

    assertThat(read("before " + ours + "\nbehind").others()).isEqualTo("before behind");
  }

  @Test
  void notesOfVersionsWithoutThemSayNothing() {
    assertThat(read("rbac-consumer/1 through=9 bytes=10")).isEqualTo(OwnerNotes.NONE);
  }

  @Test
  void longestMetadataHasRoomBelowTheLimitOfKafka() {
    FailureHistory failed =
        new FailureHistory(
            new Offset(999_999_999_999_999_999L),
            "0123456789abcdef",
            Instant.ofEpochMilli(999_999_999_999_999L),
            999_999_999,
            FailureClass.TRANSIENT,
            "x".repeat(32));
    OwnerNotes longest =
        new OwnerNotes(
            Optional.of(failed),
            Optional.of(new OperatorPause("x".repeat(900), "x".repeat(900), SINCE)),
            Optional.of("x".repeat(900)),
            "x".repeat(OwnerNotes.MAX_OTHERS));
    ReplayRange replay =
        ReplayRange.of(new CommitPosition(0), new CommitPosition(Long.MAX_VALUE / 10));
    for (int i = 0; i < ReplayRange.MAX_ASIDE; i++) {
      replay = replay.without(Long.MAX_VALUE / 10 - i);
    }

    int notes = (longest.text() + longest.others()).getBytes(StandardCharsets.UTF_8).length;
    assertThat(notes).isLessThan(1300);
    assertThat(notes + replay.text().length()).isLessThan(4096 - 250);
  }

  private static OwnerNotes readAgain(OwnerNotes notes) {
    CommitMetadata metadata =
        new CommitMetadata(new CommitPosition(9), 10, Optional.of("topicid"))
            .with(Optional.empty(), Optional.empty(), Optional.empty(), notes);
    return read(metadata.text());
  }

  private static OwnerNotes ofOthers(String text) {
    return OwnerNotes.ofOthers(new Commit(new CommitPosition(7), text));
  }

  private static OwnerNotes read(String metadata) {
    return CommitMetadata.of(new Commit(new CommitPosition(7), metadata)).orElseThrow().notes();
  }
}
