package dev.rbacconsumer.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.status.view.Advice;
import dev.rbacconsumer.core.status.view.Advices;
import dev.rbacconsumer.core.status.view.ProblemState;
import dev.rbacconsumer.launcher.docs.GeneratedPart;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of advice in {@code docs/status.md} to the code. */
final class AdviceDocTest {
  private static final String DOCUMENT = "docs/status.md";
  private static final GeneratedPart TABLE =
      new GeneratedPart(
          DOCUMENT,
          "<!-- Advice: written by `make docs` from the code; do not edit. -->",
          "<!-- End of advice. -->");

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** Reasons and states that have one advice. */
  private record Row(Set<String> reasons, Set<String> states) {}

  @Test
  void tableIsTheAdviceOfTheStatus() throws IOException {
    TABLE.hold(table());
  }

  @Test
  void everyReasonIsListed() {
    String table = table();

    assertThat(
            Stream.of(
                    Stream.of(FailureReason.values()).map(FailureReason::word),
                    Stream.of(ViolationCode.values()).map(ViolationCode::label),
                    Stream.of(Outcome.FenceLoss.values()).map(Outcome.FenceLoss::label))
                .flatMap(words -> words))
        .allSatisfy(word -> assertThat(table).contains("`" + word + "`"));
  }

  private String table() {
    addReasons();
    for (Outcome.FenceLoss cause : Outcome.FenceLoss.values()) {
      String words = FailureReason.FENCE_LOST.word() + "`, cause `" + cause.label();
      add(words, ProblemState.LOCK, AdviceTest.lost(cause));
    }
    for (ViolationCode code : ViolationCode.values()) {
      ProblemState state =
          code == ViolationCode.MALFORMED_JSON ? ProblemState.MALFORMED : ProblemState.INVALID;
      add(code.label(), state, Advices.of(state, code.label()));
    }
    for (DataLoss.Kind kind : DataLoss.Kind.values()) {
      if (!kind.isOfStore()) {
        add(kind.label(), ProblemState.DATA_LOSS, Advices.on(AdviceTest.loss(kind)));
      }
    }
    StringBuilder table = new StringBuilder("| reason | where | advice |\n|---|---|---|\n");
    rows.forEach(
        (text, row) ->
            line(table, String.join(", ", row.reasons()), String.join("; ", row.states()), text));
    for (ProblemState state : ProblemState.values()) {
      line(table, "any other, or none", state.label(), state.general().text());
    }
    return table.toString();
  }

  private void addReasons() {
    for (FailureReason reason : FailureReason.values()) {
      for (ProblemState state : ProblemState.values()) {
        if (isListed(reason, state)) {
          Advices.written(state, reason.word()).ifPresent(it -> add(reason.word(), state, it));
        }
      }
    }
  }

  /** Returns whether a reason is listed here, and not as a cause, a code or a loss. */
  private static boolean isListed(FailureReason reason, ProblemState state) {
    boolean isCode =
        (state == ProblemState.INVALID || state == ProblemState.MALFORMED)
            && ViolationCode.of(reason.word()).isPresent();
    boolean isPassedOver = state == ProblemState.PASSED_OVER && reason != FailureReason.OPERATOR;
    return !isPassedOver && reason != FailureReason.FENCE_LOST && !isCode;
  }

  private void add(String reason, ProblemState state, Advice advice) {
    Row row =
        rows.computeIfAbsent(
            advice.text(), text -> new Row(new LinkedHashSet<>(), new LinkedHashSet<>()));
    row.reasons().add("`" + reason + "`");
    row.states().add(state.label());
  }

  private static void line(StringBuilder table, String reasons, String states, String text) {
    table.append(Stream.of(reasons, states, text).collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
