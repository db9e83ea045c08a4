package dev.rbacconsumer.launcher.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.status.view.Advice;
import dev.rbacconsumer.core.status.view.Advices;
import dev.rbacconsumer.core.status.view.ProblemState;
import dev.rbacconsumer.launcher.docs.Pages;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each reason has an advice that was written for it, in each state where it can occur. */
final class AdviceTest {
  /** Words that promise that something passes, which no reason allows to know. */
  private static final Pattern PROMISE =
      Pattern.compile(
          "(?i)\\b(next attempt (then )?(passes|succeeds)|will (pass|succeed|work|go on)"
              + "|then (works|passes|succeeds)|(goes|reads) on by itself|written by itself)\\b");

  /** One reason in one state where it can occur. */
  record Case(ProblemState state, String reason) {}

  static List<Case> cases() {
    return Stream.of(ofStore(), ofProduct(), ofMessages())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** What a store answers can be met at a message, at the lock and at the mark. */
  private static List<Case> ofStore() {
    List<Case> cases = new ArrayList<>();
    for (StoreFault fault : StoreAnswers.faults()) {
      cases.add(new Case(ProblemState.TRANSIENT, fault.reason()));
      cases.add(new Case(ProblemState.LOCK, fault.reason()));
      cases.add(new Case(ProblemState.MARK, fault.reason()));
      if (fault.kind() == StoreFault.Kind.REFUSED) {
        cases.add(new Case(ProblemState.REJECTED, fault.reason()));
        cases.add(new Case(ProblemState.PASSED_OVER, fault.reason()));
      }
    }
    return cases;
  }

  private static List<Case> ofProduct() {
    ProblemState[] calls = {ProblemState.TRANSIENT, ProblemState.LOCK, ProblemState.MARK};
    return Stream.of(
            at(FailureReason.LOCK_TYPES_MISSING, calls),
            at(FailureReason.REQUEST_TOO_LARGE, calls),
            at(FailureReason.IDENTITY_PROVIDER_UNAVAILABLE, calls),
            at(FailureReason.IDENTITY_PROVIDER_REFUSED, calls),
            at(FailureReason.IDENTITY_PROVIDER_INVALID_ANSWER, calls),
            at(FailureReason.TOKEN_FILE_UNREADABLE, calls),
            at(FailureReason.INTERNAL_ERROR, calls),
            at(FailureReason.INVALID_LOCK_ID, ProblemState.TRANSIENT, ProblemState.LOCK),
            at(FailureReason.NO_STORE, ProblemState.TRANSIENT, ProblemState.LOCK),
            at(FailureReason.EMPTY_LOCK_TOKEN, ProblemState.LOCK),
            at(FailureReason.FENCE_LOST, ProblemState.LOCK),
            at(FailureReason.LOCK_CONTENDED, ProblemState.LOCK),
            at(FailureReason.STRAY_LOCK_TOKENS, ProblemState.LOCK),
            at(FailureReason.DEAD_LETTER_NOT_WRITTEN, ProblemState.TRANSIENT),
            at(FailureReason.FENCE_UNCONFIRMED, ProblemState.TRANSIENT),
            at(FailureReason.HANDLER_FAILED, ProblemState.TRANSIENT),
            at(FailureReason.NO_DEAD_LETTERS, ProblemState.TRANSIENT),
            at(FailureReason.NO_QUARANTINE, ProblemState.TRANSIENT),
            at(FailureReason.QUARANTINE_FULL, ProblemState.TRANSIENT),
            at(FailureReason.QUARANTINE_NOT_WRITTEN, ProblemState.TRANSIENT),
            at(FailureReason.OPERATOR, ProblemState.PASSED_OVER),
            at(FailureReason.REPLAY_ASIDE, ProblemState.REJECTED),
            at(FailureReason.MALFORMED_STREAK, ProblemState.MALFORMED),
            at(FailureReason.UNREADABLE_BATCH, ProblemState.UNREADABLE),
            at(FailureReason.REPLAY_TABLE, ProblemState.REPLAY))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> ofMessages() {
    return Arrays.stream(ViolationCode.values())
        .map(
            code ->
                new Case(
                    code == ViolationCode.MALFORMED_JSON
                        ? ProblemState.MALFORMED
                        : ProblemState.INVALID,
                    code.label()))
        .toList();
  }

  private static List<Case> at(FailureReason reason, ProblemState... states) {
    return Arrays.stream(states).map(state -> new Case(state, reason.word())).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aReasonHasItsOwnAdviceInEachStateWhereItCanOccur(Case one) {
    Optional<Advice> written = Advices.written(one.state(), one.reason());

    assertThat(written).isPresent();
    assertThat(Advices.of(one.state(), one.reason())).isEqualTo(written.get());
    assertThat(written.get()).isNotEqualTo(one.state().general());
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonThatIsKnownCanOccurSomewhere(FailureReason reason) {
    assertThat(cases()).anyMatch(one -> one.reason().equals(reason.word()));
  }

  @Test
  void everyAnswerOfAStoreIsAReasonThatIsKnown() {
    assertThat(StoreAnswers.faults())
        .allSatisfy(
            fault -> assertThat(FailureReason.of(fault.reason())).as(fault.reason()).isPresent());
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatWasPassedOverHasTheAdviceOfItsCode(ViolationCode code) {
    FailureClass kind =
        code == ViolationCode.MALFORMED_JSON ? FailureClass.MALFORMED : FailureClass.INVALID;

    Advice advice = Advices.onPassedOver(new Failure(kind, code.label(), "sentence"));

    assertThat(advice).isNotEqualTo(ProblemState.PASSED_OVER.general());
    assertThat(advice.section()).isEqualTo("RBACConsumerMessagesPassedOver");
    assertThat(advice.text()).contains("have RBAC replicate it again");
  }

  @Test
  void onlyALockThatAnotherConsumerTookAdvisesToStopOne() {
    assertThat(cases())
        .filteredOn(one -> Advices.of(one.state(), one.reason()).text().contains("stop one"))
        .containsExactly(new Case(ProblemState.LOCK, "lock_contended"));
    assertThat(Outcome.FenceLoss.values())
        .filteredOn(cause -> lost(cause).text().contains("stop one"))
        .containsExactly(Outcome.FenceLoss.TAKEN);
  }

  @Test
  void eachCauseOfALostLockAndEachLossHasItsOwnAdvice() {
    Set<String> ofLocks =
        Arrays.stream(Outcome.FenceLoss.values())
            .map(cause -> lost(cause).text())
            .collect(Collectors.toSet());
    Set<String> ofData =
        Arrays.stream(DataLoss.Kind.values())
            .map(kind -> Advices.on(loss(kind)).text())
            .collect(Collectors.toSet());

    assertThat(ofLocks).hasSize(Outcome.FenceLoss.values().length);
    assertThat(ofData).hasSize(DataLoss.Kind.values().length);
    assertThat(ofData).doesNotContain(ProblemState.DATA_LOSS.general().text());
  }

  @Test
  void aThreadThatEndedOrWaitsForAPositionHasItsOwnAdvice() {
    Instant now = Instant.EPOCH;
    Advice ended = Advices.on(StallStatus.endedBy(new IllegalStateException("why"), now));
    Advice position = Advices.on(new StallStatus(StallStatus.FOR_POSITION, now));
    Advice other = Advices.on(new StallStatus("in a call", now));

    assertThat(ended.text()).contains("has ended this thread");
    assertThat(position.text()).contains("may describe the topic and the group");
    assertThat(other).isEqualTo(ProblemState.STALL.general());
  }

  @Test
  void noAdvicePromisesThatAnythingPasses() {
    assertThat(all()).allSatisfy(it -> assertThat(it.text()).doesNotContainPattern(PROMISE));
    assertThat("Bring it up to date; the next attempt passes.").containsPattern(PROMISE);
  }

  @Test
  void everyAdviceNamesASectionOfTheRunbook() {
    String runbook = Pages.read(Path.of("docs/runbook.md"));

    assertThat(all())
        .allSatisfy(it -> assertThat(runbook).contains("\n## " + it.section() + "\n"))
        .allSatisfy(it -> assertThat(it.text()).endsWith(".").doesNotContain("  "));
  }

  @Test
  void noReasonIsWrittenAsTextInTheCodeThatFails() throws IOException {
    for (String module : List.of("core", "kafka-adapter", "relations-grpc", "launcher")) {
      Path sources = Pages.ROOT.resolve("rbac-consumer-" + module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          assertThat(ReasonsInCode.texts(Files.readString(file, UTF_8))).as("%s", file).isEmpty();
        }
      }
    }
  }

  @Test
  void aReasonThatIsWrittenAsTextIsFound() {
    assertThat(ReasonsInCode.texts("return new Outcome.RetryLater(\n  \"no_luck\", text);"))
        .containsExactly("no_luck");
    assertThat(ReasonsInCode.texts("return retryLater(\"no_luck\", text);"))
        .containsExactly("no_luck");
    assertThat(ReasonsInCode.texts("String A_B = \"a_b\"; new Failure(Kind.X, A_B, text);"))
        .containsExactly("a_b");
    assertThat(ReasonsInCode.texts("new FenceOutcome.NotAcquired(FailureReason.X.word(), y)"))
        .isEmpty();
  }

  static List<Advice> all() {
    List<Advice> all = new ArrayList<>();
    cases().forEach(one -> all.add(Advices.of(one.state(), one.reason())));
    EnumSet.allOf(ProblemState.class).forEach(state -> all.add(state.general()));
    EnumSet.allOf(Outcome.FenceLoss.class).forEach(cause -> all.add(lost(cause)));
    EnumSet.allOf(DataLoss.Kind.class).forEach(kind -> all.add(Advices.on(loss(kind))));
    all.add(Advices.on(StallStatus.endedBy(new IllegalStateException("why"), Instant.EPOCH)));
    all.add(Advices.on(new StallStatus(StallStatus.FOR_POSITION, Instant.EPOCH)));
    return all;
  }

  static Advice lost(Outcome.FenceLoss cause) {
    return Advices.on(FenceStatus.Refused.lost(cause, "why", Instant.EPOCH));
  }

  static DataLoss loss(DataLoss.Kind kind) {
    return new DataLoss(
        kind,
        Optional.of(new CommitPosition(15)),
        new CommitPosition(12),
        new CommitPosition(20),
        kind == DataLoss.Kind.STORE_RESTORED
            ? Optional.of(new CommitPosition(10))
            : Optional.empty());
  }
}
