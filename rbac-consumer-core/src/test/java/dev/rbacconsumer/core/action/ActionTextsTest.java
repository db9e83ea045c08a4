package dev.rbacconsumer.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionReply.Result;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts of requests and replies: their limits, and the words that metrics and logs use. */
final class ActionTextsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Set<Code> FAILED =
      EnumSet.of(Code.STILL_FAILING, Code.NOT_COPIED, Code.LETTERS_UNREADABLE);

  @Test
  void nameAndReasonMayBeAsLongAsTheirLimits() {
    assertThatCode(() -> request("a".repeat(64), "r".repeat(250))).doesNotThrowAnyException();
  }

  @Test
  void longerOnesAreRefusedWithBothLengths() {
    assertThatThrownBy(() -> request("a".repeat(65), ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("by: want 1 to 64 characters, got 65");
    assertThatThrownBy(() -> request("ann", "r".repeat(251)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reason: want at most 250 characters, got 251");
  }

  @Test
  void requestWithoutANameIsRefused() {
    assertThatThrownBy(() -> request(" ", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by: want 1 to 64");
  }

  @Test
  void pendingActionIsShownAsTheActionAndWhoRequestedIt() {
    PendingAction pending = new PendingAction(request("ann", "a test"), 0, reply -> {});

    assertThat(pending).hasToString("pause by ann");
  }

  @Test
  void pauseIsShownWithWhoSinceWhenAndWhy() {
    assertThat(new OperatorPause("ann", "a restore", NOW))
        .hasToString("the partition is paused by ann since 2026-03-01T10:00:00Z: a restore");
  }

  @ParameterizedTest
  @EnumSource
  void eachReplyIsOfOneKind(Code code) {
    Result expected =
        switch (code) {
          case DONE -> Result.DONE;
          case UNCONFIRMED -> Result.UNCONFIRMED;
          default -> FAILED.contains(code) ? Result.FAILED : Result.REFUSED;
        };

    assertThat(code.result()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void labelsOfRepliesAreTheirNamesInLowerCase(Code code) {
    assertThat(code.label()).isEqualTo(code.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @EnumSource
  void labelsOfKindsAreTheirNamesInLowerCase(Result result) {
    assertThat(result.label()).isEqualTo(result.name().toLowerCase(Locale.ROOT));
  }

  private static ActionRequest request(String by, String reason) {
    return new ActionRequest(
        new PartitionId("outbox", 0), new OperatorAction.Pause(), by, reason, NOW);
  }
}
