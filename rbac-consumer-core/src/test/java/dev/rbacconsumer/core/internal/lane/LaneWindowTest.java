package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Commit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How far a lane goes at a time: in batches, within its window, across gaps, and at its end. */
class LaneWindowTest extends LaneScript {
  @Test
  void aBacklogIsAppliedInBatches() {
    batches(3);
    own(0, "", 5);
    offer("+a", "-a", "+b", "+c", "+d");

    run();

    assertThat(happened).containsExactly("call -a +b", "0", "1", "2", "call +c +d", "3", "4");
  }

  @Test
  void aBatchEndsBeforeAnythingThatIsNoValidChange() {
    batches(10);
    own(0, "", 5);
    offer("+a", "+b", "w", "+c", "!");

    run();

    assertThat(happened)
        .containsExactly("call +a +b", "0", "1", "handle", "2", "call +c", "3", "retrying 4");
  }

  @Test
  void aBatchReachesNoFurtherThanTheWindow() {
    settings = settings.withBatchMaxMessages(10).withWindow(2);
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 5);
    offer("+a", "+b", "+c");

    run();

    assertThat(happened).containsExactly("call +a +b", "0", "1", "call +c", "2");
  }

  @Test
  void aGapThatIsWiderThanAnyWindowIsCrossedAndItsMarkCanBeRead() {
    settings = settings.withWindow(2);
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 1_000_001);
    lane.offer(record(0, "+a"));
    lane.offer(record(1_000_000, "+b"));
    lane.offer(record(1_000_001, "+c"));

    run();

    assertThat(happened)
        .containsExactly("call +a", "0", "call +b", "1000000", "call +c", "1000001");
    Commit last = commits.get(commits.size() - 1).commit();
    assertThat(last.position()).isEqualTo(position(1_000_002));
    assertThat(commits).allMatch(it -> CommitMetadata.of(it.commit()).isPresent());
  }

  @Test
  void whatIsNoRecordBehindTheLastOneIsCommittedToo() {
    own(0, "", 5);
    offer("+a");
    run();

    lane.readTo(position(3));
    commit();

    Commit last = commits.get(commits.size() - 1).commit();
    assertThat(last.position()).isEqualTo(position(3));
  }

  @Test
  void aPositionThatWasReadIsNotCommittedWhileARecordBelowItWaits() {
    own(0, "", 5);
    offer("!");
    run();

    lane.readTo(position(3));
    commit();

    assertThat(commits).allMatch(it -> it.position().equals(position(0)));
  }

  @Test
  void noMoreIsReadOnceEverythingThatMustBeFoldedIsThere() {
    own(0, "rbac-consumer/1 through=2 bytes=1000", 9);
    lane.offer(record(0, "+a"));
    lane.readTo(position(1));
    assertThat(lane.buffer().isFull()).isFalse();
    assertThat(lane.buffer().hasRoom()).isTrue();

    lane.readTo(position(2));

    assertThat(lane.buffer().isFull()).isTrue();
    assertThat(lane.buffer().hasRoom()).isFalse();
    run();
    assertThat(lane.buffer().isFull()).isFalse();
    assertThat(lane.buffer().hasRoom()).isTrue();
  }

  @Test
  void whatAnEarlierOwnershipSettledCountsNoMore() {
    own(0, "", 5);
    offer("+a", "+b");
    commit();
    lane.next(0);
    lane.decoded(decode(record(0, "+a")), 0, 0);
    lane.next(0);
    report(lane.applying().applied(APPLIED, 0, 0));
    lane.next(0);
    lane.decoded(decode(record(1, "+b")), 0, 0);
    lane.next(0);
    lane.applying().applied(new Outcome.FenceLost("a newer owner"), 0, 0);

    own(0, "", 5);

    offer("+a");
    assertThat(lane.checkpoint().orElseThrow().position()).isEqualTo(position(0));
  }

  @Test
  void theLastCommitPermitsNoMoreThanWasBegun() {
    own(0, "", 5);
    offer("+a", "+b");
    commit();
    lane.next(0);
    lane.decoded(decode(record(0, "+a")), 0, 0);
    lane.next(0);

    lane.end();

    Checkpoint last = lane.lastCheckpoint().orElseThrow();
    assertThat(last.position()).isEqualTo(position(0));
    assertThat(last.mark().through()).isEqualTo(position(1));
  }

  @Test
  void anIdleLaneThatEndsLeavesNothingToFold() {
    own(0, "", 5);
    offer("+a");
    run();

    lane.end();

    Checkpoint last = lane.lastCheckpoint().orElseThrow();
    assertThat(last.position()).isEqualTo(position(1));
    assertThat(last.mark().through()).isEqualTo(position(1));
  }
}
