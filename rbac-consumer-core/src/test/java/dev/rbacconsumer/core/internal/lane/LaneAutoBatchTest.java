package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane whose batches adapt to load: alone while it keeps up, folded while it is behind. */
class LaneAutoBatchTest extends LaneScript {
  @BeforeEach
  void adapt() {
    start(1_000);
    callTime = Duration.ofMillis(100).toNanos();
  }

  @Test
  void aLoneMessageIsAppliedAtOnce() {
    offer("+a");
    decodeNext(now);
    commit();

    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void aLoneMessageOfALaneThatWasBehindIsAppliedAtOnce() {
    backlog("+a");
    now += Duration.ofMillis(1).toNanos();
    lane.offer(record(8, "+b"));

    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void messagesWithoutABacklogAreAppliedOneAtATime() {
    callTime = Duration.ofMillis(1).toNanos();
    offer("+a", "-a", "+b", "+c");

    run();

    assertThat(happened)
        .containsExactly("call +a", "0", "call -a", "1", "call +b", "2", "call +c", "3");
  }

  @Test
  void aBacklogIsFoldedOnceItHasWaited() {
    offer("+a", "+b", "-b", "+c", "-c", "+d", "-d");

    run();

    assertThat(happened)
        .containsExactly("call +a", "0", "call -b", "1", "2", "call -c -d", "3", "4", "5", "6");
  }

  @Test
  void messagesAfterABacklogAreAppliedOneAtATimeAgain() {
    backlog("+a", "+b");
    now += Duration.ofSeconds(1).toNanos();
    callTime = Duration.ofMillis(1).toNanos();

    lane.offer(record(9, "+d"));
    lane.offer(record(10, "+e"));
    run();

    assertThat(happened).containsExactly("call +a +b", "7", "8", "call +d", "9", "call +e", "10");
  }

  @Test
  void aMessageThatDoesNotFitIntoOneWriteOfTheStoreBeginsTheNextBatch() {
    start(3);
    offer("+first", "+a +b", "-a +c", "+d");

    run();

    assertThat(happened)
        .containsExactly("call +first", "0", "call +a +b", "1", "call -a +c +d", "2", "3");
    assertThat(lane.buffer().queued()).isEmpty();
  }

  @Test
  void aMessageLargerThanOneWriteIsAppliedAlone() {
    start(2);
    offer("+first", "+a +b +c", "+d");

    run();

    assertThat(happened)
        .containsExactly("call +first", "0", "call +a +b", "call +c", "1", "call +d", "2");
  }

  @Test
  void aMessageOfManyBytesIsAppliedAlone() {
    settings = settings.withQueue(500, 1L << 30);
    start(1_000);
    offer("+first", "+a", "+b" + " ".repeat(1 << 20), "+c", "+d");

    run();

    assertThat(happened)
        .containsExactly(
            "call +first", "0", "call +a", "1", "call +b", "2", "call +c +d", "3", "4");
  }

  @Test
  void aRefusedMessageOfABatchBlocksAlone() {
    refuses = change -> change.contains("+bad");

    backlog("+a", "+b", "+bad", "+c");

    assertThat(happened)
        .containsExactly(
            "call +a +b +bad +c", "call +a", "7", "call +b", "8", "call +bad", "retrying 9");
  }

  @Test
  void aMessageThatBlocksIsTriedAgainAlone() {
    refuses = change -> change.contains("+bad");
    backlog("+bad", "+c");
    happened.clear();

    now += Duration.ofMinutes(1).toNanos();
    run();

    assertThat(happened).containsExactly("call +bad", "retrying 7");
  }

  @Test
  void messagesBehindARefusedOneAreAppliedOneAtATime() {
    settings = settings.withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP));
    start(1_000);
    refuses = change -> change.contains("+bad");

    backlog("+bad", "+a", "+b");

    assertThat(happened)
        .containsExactly(
            "call +bad +a +b", "call +bad", "skipped 7", "call +a", "8", "call +b", "9");
  }

  @Test
  void batchesGrowAgainAfterARefusedOne() {
    settings = settings.withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP));
    start(1_000);
    refuses = change -> change.contains("+bad");
    IntStream.range(0, 30)
        .mapToObj(i -> record(i, i == 7 ? "+bad" : "+m" + i))
        .forEach(lane::offer);

    run();

    assertThat(sizes()).containsExactly(1, 2, 4, 8, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8, 1);
  }

  @Test
  void anAdditionThatALaterMessageOfARefusedBatchRemovesIsLeftOut() {
    refuses = change -> change.contains("+bad");

    backlog("+a +b", "-a", "+bad");

    assertThat(happened)
        .containsExactly(
            "call -a +b +bad", "call +b", "7", "call -a", "8", "call +bad", "retrying 9");
  }

  @Test
  void aRecoveryThatTheStoreRefusesIsShortenedRecordByRecord() {
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    refuses = change -> change.contains("+bad");
    recover(0, 3, "+a", "+b", "+bad");

    run();

    assertThat(happened)
        .containsExactly("call +a +b +bad", "call +a +b", "0", "1", "call +bad", "retrying 2");
  }

  @Test
  void theSameBatchIsTriedAgainAfterAFailureAndTheNextOneIsSmall() {
    offer("+first", "+a", "+b", "+c", "+d", "+e", "+f", "+g", "+h", "+i");
    for (int call = 0; call < 2; call++) {
      commit();
      decodeNext(now);
      now += callTime;
      lane.applying().answered(callTime);
      report(lane.applying().applied(APPLIED, now, 0));
    }
    commit();
    decodeNext(now);
    report(lane.applying().applied(UNAVAILABLE, now, 0));
    happened.clear();

    now += Duration.ofMinutes(1).toNanos();
    run();

    assertThat(happened)
        .containsExactly(
            "call +c +d +e +f", "3", "4", "5", "6", "call +g +h", "7", "8", "call +i", "9");
  }

  @Test
  void aBatchThatTheStoreCannotApplyInTimeIsAppliedInParts() {
    timesOut = change -> change.split(" ").length > 3;

    backlog("+a", "+b", "+c", "+d", "+e", "+f", "+g", "+h");
    runThroughWaits();

    assertThat(sizes()).containsExactly(8, 8, 4, 2, 2, 2, 2);
    assertThat(happened).endsWith("13", "14");
  }

  @Test
  void thePartsOfABatchShowNoOlderState() {
    timesOut = change -> change.split(" ").length > 3;

    backlog("+a +b", "-a +c", "+d");
    runThroughWaits();

    assertThat(happened)
        .containsExactly(
            "call -a +b +c +d",
            "retrying 7",
            "call -a +b +c +d",
            "retrying 7",
            "call -a +b",
            "call +c +d",
            "7",
            "8",
            "9");
  }

  @Test
  void whatTheStoreCannotApplyInTimeAfterACrashIsAppliedInPartsToo() {
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    timesOut = change -> change.split(" ").length > 2;
    recover(0, 4, "+a", "+b", "+c", "+d");

    runThroughWaits();

    assertThat(sizes()).startsWith(4, 4, 2);
    assertThat(happened).endsWith("3");
  }

  @Test
  void aMessageThatDoesNotFitIsBegunOnce() {
    start(3);
    offer("+first", "+a +b", "-a +c", "+d");

    run();

    assertThat(decoded).containsExactly(0L, 1L, 2L, 2L, 3L);
    assertThat(started).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void aBatchThatIsFullTakesNoFurtherMessageToDecode() {
    start(2);
    offer("+first", "+a +b", "+c");

    run();

    assertThat(happened).containsExactly("call +first", "0", "call +a +b", "1", "call +c", "2");
    assertThat(decoded).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aSlowStoreIsSentLessAtOnce() {
    offer(IntStream.range(0, 20).mapToObj(i -> "+m" + i).toArray(String[]::new));
    runUntilCalls(3);

    callTime = Duration.ofSeconds(2).toNanos();
    run();

    assertThat(sizes()).containsExactly(1, 2, 4, 8, 4, 1);
  }

  @Test
  void timeThatTheStoreDoesNotTakeSaysNothingOfIt() {
    offer(IntStream.range(0, 15).mapToObj(i -> "+m" + i).toArray(String[]::new));
    runUntilCalls(2);

    pause = Duration.ofSeconds(5).toNanos();
    run();

    assertThat(sizes()).containsExactly(1, 2, 4, 8);
  }

  @Test
  void theAnswersToAllStepsOfABatchCountTogether() {
    settings = settings.withSteps(new ChangeSteps(1, 1_000));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 100);
    offer(IntStream.range(0, 30).mapToObj(i -> i < 7 ? "+m" + i : "-m" + i).toArray(String[]::new));
    runUntilCalls(3);

    callTime = Duration.ofMillis(300).toNanos();
    runUntilCalls(8);

    assertThat(lane.backlog(new BacklogSnapshot(0, now)).batchLimit()).isEqualTo(4);
  }

  @Test
  void whatMayBeAppliedAtOnceIsShown() {
    assertThat(lane.backlog(new BacklogSnapshot(0, now)).batchLimit()).isEqualTo(1);

    offer("+a", "+b", "+c", "+d", "+e", "+f", "+g", "+h");
    runUntilCalls(2);

    assertThat(lane.backlog(new BacklogSnapshot(0, now)).batchLimit()).isEqualTo(4);
  }

  @Test
  void anIdleLaneIsShownToApplyOneMessageAtATime() {
    backlog("+a", "+b", "+c");
    assertThat(lane.backlog(new BacklogSnapshot(0, now)).batchLimit()).isGreaterThan(1);

    now += Duration.ofMillis(100).toNanos();

    assertThat(lane.backlog(new BacklogSnapshot(0, now)).batchLimit()).isEqualTo(1);
  }

  /** Starts the lane with a largest number of tuples in one write of the store. */
  private void start(int maxTuples) {
    settings =
        settings.withBatchSize(BatchSize.AUTO).withSteps(new ChangeSteps(maxTuples, maxTuples));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 100);
  }

  /** Applies a backlog of seven records, then these as one batch, with the first of offset 7. */
  private void backlog(String... values) {
    for (int i = 0; i < 7; i++) {
      lane.offer(record(i, "+x" + i));
    }
    for (int i = 0; i < values.length; i++) {
      lane.offer(record(7 + i, values[i]));
    }
    runUntilCalls(3);
    assertThat(sizes()).containsExactly(1, 2, 4);
    happened.clear();
    run();
  }

  /** Runs, and waits for the time of each attempt that is repeated. */
  private void runThroughWaits() {
    for (int attempt = 0; attempt < 20; attempt++) {
      run();
      now += Duration.ofMinutes(1).toNanos();
    }
  }

  private void runUntilCalls(int calls) {
    for (int call = 0; call < calls; call++) {
      commit();
      LaneAction action = decodeNext(now);
      if (action instanceof LaneAction.Apply it) {
        happened.add("call " + text(it.change()));
      }
      now += callTime;
      lane.applying().answered(callTime);
      report(lane.applying().applied(APPLIED, now, 0));
    }
  }

  /** Returns the number of tuples in each call. */
  private List<Integer> sizes() {
    return happened.stream()
        .filter(it -> it.startsWith("call"))
        .map(it -> it.split(" ").length - 1)
        .toList();
  }
}
