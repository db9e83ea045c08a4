package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions of operators on a partition that runs, is blocked, paused or given up. */
class OperatorActionsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Outcome REFUSED = new Outcome.Rejected("invalid_argument", "no such type");
  private static final Outcome.RetryLater NO_PLACE =
      new Outcome.RetryLater("unavailable", "the topic of copies does not answer");

  private final ScriptedSink sink = new ScriptedSink();
  private final List<DeadLetter> copies = new ArrayList<>();
  private final List<Outcome.RetryLater> copyProblems = new ArrayList<>();
  private final List<ActionReply> replies = new ArrayList<>();
  private final List<PartitionEvent.OperatorActed> audited = new ArrayList<>();
  private final List<SourceRecord> records = new ArrayList<>();
  private DeliveryWorld world;

  @BeforeEach
  void begin() {
    world =
        new DeliveryWorld(
            sink,
            sink,
            sink,
            (letter, timeout) -> {
              if (copyProblems.isEmpty()) {
                copies.add(letter);
                return Optional.empty();
              }
              return Optional.of(copyProblems.remove(0));
            },
            LaneSettings.DEFAULT,
            0);
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onOperatorActed(PartitionEvent.OperatorActed event) {
            audited.add(event);
          }
        });
  }

  @Test
  void retryNowMakesTheNextAttemptAtOnceAndSaysThatItFailed() {
    blockOnAnn(10);
    world.runFor(ofMinutes(3));
    int before = blocked().blocked().orElseThrow().attempts();

    request(new OperatorAction.RetryNow());
    world.runFor(ofMillis(100));

    assertThat(codes()).containsExactly(Code.STILL_FAILING);
    assertThat(replies.get(0).message())
        .isEqualTo(
            "attempt %d failed: rejected/invalid_argument: no such type".formatted(before + 1));
    assertThat(blocked().blocked().orElseThrow().attempts()).isEqualTo(before + 1);
  }

  @Test
  void retryNowSucceedsOnceTheCauseIsGone() {
    blockOnAnn(8);
    world.runFor(ofMinutes(3));

    request(new OperatorAction.RetryNow());
    world.runFor(ofMillis(100));

    assertThat(replies).containsExactly(new ActionReply(Code.DONE, "the record is applied"));
    assertThat(sink.applied).hasSize(2);
  }

  @Test
  void retryNowHasNothingToDoWhereNothingFails() {
    run("ann");

    request(new OperatorAction.RetryNow());
    world.runFor(ofMillis(100));

    assertThat(codes()).containsExactly(Code.NOTHING_WAITS);
  }

  @Test
  void aPausedPartitionAppliesNothingUntilItIsResumed() {
    run("ann");
    request(new OperatorAction.Pause());
    world.runFor(ofMillis(100));
    assertThat(replies)
        .containsExactly(
            new ActionReply(Code.DONE, "the partition is paused, and the commit is durable"));

    append("bob");
    world.runFor(ofMinutes(10));
    assertThat(sink.applied).hasSize(1);
    assertThat(status().condition()).isEqualTo(PartitionCondition.PAUSED);
    assertThat(status().paused().orElseThrow().by()).isEqualTo("ann");
    assertThat(status().paused().orElseThrow().reason()).isEqualTo("schema is being fixed");

    request(new OperatorAction.Resume());
    world.runFor(ofSeconds(1));
    assertThat(codes()).containsExactly(Code.DONE, Code.DONE);
    assertThat(sink.applied).hasSize(2);
    assertThat(status().paused()).isEmpty();
  }

  @Test
  void aPauseOutlastsItsOwner() {
    run("ann");
    request(new OperatorAction.Pause());
    world.runFor(ofMillis(100));

    takeOver();
    append("bob");
    world.runFor(ofMinutes(10));

    assertThat(sink.applied).hasSize(1);
    assertThat(status().condition()).isEqualTo(PartitionCondition.PAUSED);
    request(new OperatorAction.Resume());
    world.runFor(ofSeconds(1));
    assertThat(sink.applied).hasSize(2);
    takeOver();
    world.runFor(ofSeconds(1));
    assertThat(status().paused()).isEmpty();
  }

  @Test
  void aPauseBeforeThePositionIsKnownIsKept() {
    sink.refuseFence();
    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().assign(P0);
    world.runFor(ofMillis(100));
    request(new OperatorAction.Pause());
    world.runFor(ofMinutes(1));

    assertThat(sink.applied).isEmpty();
    assertThat(codes()).containsExactly(Code.DONE);
    assertThat(world.source().committedMetadata().get(P0)).contains(" paused-by=ann");
  }

  @Test
  void aPartitionWithoutARecordCanBePaused() {
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    assertThat(world.source().committed()).isEmpty();

    request(new OperatorAction.Pause());
    world.runFor(ofMillis(100));

    assertThat(codes()).containsExactly(Code.DONE);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
    assertThat(world.source().committedMetadata().get(P0)).contains(" paused-by=ann");
  }

  @Test
  void pausesAndResumesThatChangeNothingAreRefused() {
    run("ann");
    request(new OperatorAction.Resume());
    world.runFor(ofMillis(100));
    request(new OperatorAction.Pause());
    world.runFor(ofMillis(100));
    request(new OperatorAction.Pause());
    request(new OperatorAction.RetryNow());
    world.runFor(ofMillis(100));

    assertThat(codes())
        .containsExactly(Code.NOT_PAUSED, Code.DONE, Code.ALREADY_PAUSED, Code.PAUSED);
  }

  @Test
  void aDeadLetterIsCopiedFirstAndThenLeftOut() {
    blockOnAnn(100);
    world.runFor(ofSeconds(5));

    setAside(digest(0), true);
    world.runFor(ofSeconds(1));

    assertThat(replies)
        .containsExactly(
            new ActionReply(
                Code.DONE, "the record is copied and left out, and the commit is durable"));
    assertThat(copies).hasSize(1);
    assertThat(copies.get(0).record().offset()).isEqualTo(new Offset(0));
    assertThat(copies.get(0).failure().kind()).isEqualTo(FailureClass.REJECTED);
    assertThat(copies.get(0).request().orElseThrow().by()).isEqualTo("ann");
    assertThat(sink.applied).containsExactly("bob under group/0 token1");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
    assertThat(audited).extracting(it -> it.reply().code()).containsExactly(Code.DONE);
  }

  @Test
  void aRecordThatCannotBeCopiedStays() {
    blockOnAnn(100);
    copyProblems.add(NO_PLACE);
    world.runFor(ofSeconds(5));

    setAside(digest(0), false);
    world.runFor(ofMinutes(1));

    assertThat(replies)
        .containsExactly(
            new ActionReply(
                Code.NOT_COPIED, "nothing was set aside: the topic of copies does not answer"));
    assertThat(copies).isEmpty();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
    assertThat(blocked().blocked().orElseThrow().offset()).isEqualTo(new Offset(0));
  }

  @Test
  void onlyTheRecordThatTheOperatorSawIsSetAside() {
    blockOnAnn(100);
    world.runFor(ofSeconds(5));

    request(new OperatorAction.SetAside(new Offset(1), digest(1), true));
    setAside("0123456789abcdef", true);
    world.runFor(ofSeconds(1));

    assertThat(codes()).containsExactly(Code.HEAD_MOVED, Code.OTHER_RECORD);
    assertThat(replies.get(1).message()).contains(digest(0));
    assertThat(copies).isEmpty();
  }

  @Test
  void aRecordThatIsAboutToBeAppliedIsNotSetAside() {
    run("ann");
    append("bob");

    request(new OperatorAction.SetAside(new Offset(1), digest(1), false));
    world.runFor(ofSeconds(1));

    assertThat(codes()).containsAnyOf(Code.NOT_BLOCKED, Code.NOTHING_WAITS);
    assertThat(sink.applied).hasSize(2);
  }

  @Test
  void theFirstRecordOfAPausedPartitionCanBeSetAside() {
    run("ann");
    request(new OperatorAction.Pause());
    world.runFor(ofMillis(100));
    append("bob", "cid");
    world.runFor(ofSeconds(1));

    request(new OperatorAction.SetAside(new Offset(1), digest(1), false));
    world.runFor(ofSeconds(1));

    assertThat(codes()).containsExactly(Code.DONE, Code.DONE);
    assertThat(copies).hasSize(1);
    assertThat(sink.applied).hasSize(1);
    request(new OperatorAction.Resume());
    world.runFor(ofSeconds(1));
    assertThat(sink.applied).hasSize(2).last().asString().startsWith("cid");
  }

  @Test
  void ofTwoOperatorsOneActs() {
    blockOnAnn(100);
    world.runFor(ofSeconds(5));

    setAside(digest(0), true);
    setAside(digest(0), false);
    world.runFor(ofSeconds(1));

    assertThat(codes()).containsExactlyInAnyOrder(Code.BUSY, Code.DONE);
    assertThat(copies).hasSize(1);
  }

  @Test
  void anActionOnAPartitionOfAnotherInstanceIsRefused() {
    request(new OperatorAction.Pause());
    world.runFor(ofSeconds(1));

    assertThat(codes()).containsExactly(Code.NOT_OWNER);
  }

  @Test
  void anActionThatNoCommitConfirmsIsAnsweredInTime() {
    run("ann");
    for (int i = 0; i < 100; i++) {
      world.source().failCommit("no connection");
    }
    request(new OperatorAction.Pause());
    world.runFor(ofSeconds(30));

    assertThat(codes()).containsExactly(Code.UNCONFIRMED);
    assertThat(status().paused()).isPresent();
  }

  @Test
  void anActionEndsWithTheOwnership() {
    run("ann");
    for (int i = 0; i < 100; i++) {
      world.source().failCommit("no connection");
    }
    request(new OperatorAction.Pause());
    world.runFor(ofSeconds(1));
    world.source().lose(P0);
    world.runFor(ofSeconds(1));

    assertThat(codes()).containsExactly(Code.UNCONFIRMED);
  }

  private void blockOnAnn(int times) {
    sink.answer("ann", Collections.nCopies(times, REFUSED).toArray(Outcome[]::new));
    append("ann", "bob");
    world.source().assign(P0);
  }

  private void run(String... people) {
    append(people);
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
  }

  private void append(String... people) {
    for (String person : people) {
      records.add(world.source().append(P0, ScriptedSink.value(person)));
    }
  }

  /** The partition is lost without a commit, as in a crash, and assigned to a new lane. */
  private void takeOver() {
    world.source().lose(P0);
    world.runFor(ofSeconds(1));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
  }

  private void setAside(String digest, boolean isForReplay) {
    request(new OperatorAction.SetAside(new Offset(0), digest, isForReplay));
  }

  private void request(OperatorAction action) {
    ActionRequest request =
        new ActionRequest(P0, action, "ann", "schema is being fixed", world.time().now());
    world.actions().request(request, ofSeconds(10), replies::add);
  }

  private List<Code> codes() {
    return replies.stream().map(ActionReply::code).toList();
  }

  private String digest(int offset) {
    return RecordDigest.of(records.get(offset));
  }

  private PartitionStatus blocked() {
    PartitionStatus status = status();
    assertThat(status.condition()).isEqualTo(PartitionCondition.BLOCKED);
    return status;
  }

  private PartitionStatus status() {
    return world.status().snapshot(partition -> OptionalLong.empty()).partitions().get(0);
  }
}
