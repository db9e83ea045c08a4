package dev.rbacconsumer.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.StartPoint;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What goes to the store as one change: after a crash, and in batches. A record is written as its
 * changes, {@code "-a +b"}; {@code "!"} is invalid, {@code "w"} a workspace.
 */
class LaneRangeTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final EventMetadata METADATA =
      new EventMetadata("", "", "", "", "", "", "", "", null);
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  private static final Outcome REJECTED = new Outcome.Rejected("unknown_type", "no such type");

  private final List<String> happened = new ArrayList<>();
  private final List<Checkpoint> commits = new ArrayList<>();
  private LaneSettings settings = LaneSettings.DEFAULT;
  private Lane lane = new Lane(PARTITION, settings, 0);
  private Predicate<String> refuses = change -> false;

  @Test
  void whatAnEarlierOwnerMayHaveAppliedIsFoldedIntoOneChangeFirst() {
    recover(0, 3, "+a", "-a +b", "-b +c", "+d");

    run();

    assertThat(happened).containsExactly("call -a -b +c", "0", "1", "2", "call +d", "3");
  }

  @Test
  void aMarkBeyondTheEndOfTheLogCoversWhatThereIs() {
    recover(0, 500, "+a", "-a");

    run();

    assertThat(happened).containsExactly("call -a", "0", "1");
  }

  @Test
  void nothingIsAppliedWhileARecordOfTheRangeIsStillToCome() {
    own(0, "rbac-consumer/1 through=2 bytes=1000", 2);
    lane.offer(record(0, "+a"));
    lane.readTo(new CommitPosition(1));
    run();
    assertThat(happened).isEmpty();

    lane.offer(record(1, "-a"));
    lane.readTo(new CommitPosition(2));
    run();

    assertThat(happened).containsExactly("call -a", "0", "1");
  }

  @Test
  void offsetsThatAreNoRecordsEndTheRangeToo() {
    own(0, "rbac-consumer/1 through=9 bytes=1000", 9);
    lane.offer(record(0, "+a"));
    lane.offer(record(4, "+b"));

    lane.readTo(new CommitPosition(9));
    run();

    assertThat(happened).containsExactly("call +a +b", "0", "4");
  }

  @Test
  void theRangeEndsWhereItsBytesDo() {
    own(0, "rbac-consumer/1 through=4 bytes=2", 4);
    offer("+a", "+b", "+c", "+d");

    run();

    assertThat(happened).containsExactly("call +a +b", "0", "1", "call +c", "2", "call +d", "3");
  }

  @Test
  void aCommitByHandCarriesNoMarkSoNothingIsFolded() {
    own(0, "", 9);
    offer("+a", "-a");

    run();

    assertThat(happened).containsExactly("call +a", "0", "call -a", "1");
  }

  @Test
  void aPositionThatSomebodyElseSetIsTold() {
    lane.fenceAttempted(acquired(), 0, 0);

    assertThat(lane.positioned(start(4, "", 9)))
        .containsExactly(new DeliveryEvent.PositionSetOutside(PARTITION, position(4)));
    assertThat(lane.positioned(start(4, "rbac-consumer/1 through=4 bytes=0", 9))).isEmpty();
  }

  @Test
  void foreignMetadataCountsAsNoneAndIsTold() {
    lane.fenceAttempted(acquired(), 0, 0);

    List<DeliveryEvent> events =
        lane.positioned(start(0, "rbac-consumer/1 through=99999999 bytes=1", 9));

    assertThat(events)
        .containsExactly(
            new DeliveryEvent.MarkUnreadable(
                PARTITION, "rbac-consumer/1 through=99999999 bytes=1"));
    assertThat(lane.isCollecting()).isFalse();
  }

  @Test
  void workspacesOfTheRangeComeAfterTheFold() {
    recover(0, 3, "w", "+a", "-a");

    run();

    assertThat(happened).containsExactly("call -a", "handle", "0", "1", "2");
  }

  @Test
  void theNextEventForAHandlerWaitsForTheCommitOfTheLast() {
    own(0, "", 9);
    offer("w", "+a", "w");
    commit();
    lane.next(0);
    lane.decoded(decode(record(0, "w")), 0, 0);
    lane.next(0);
    tell(lane.handled(APPLIED, 0, 0));
    lane.next(0);
    lane.decoded(decode(record(1, "+a")), 0, 0);

    assertThat(lane.next(0)).isInstanceOf(LaneAction.Apply.class);
    tell(lane.applied(APPLIED, 0, 0));
    lane.next(0);
    lane.decoded(decode(record(2, "w")), 0, 0);

    assertThat(lane.next(0)).isEqualTo(new LaneAction.AwaitEvent());
    commit();
    assertThat(lane.next(0)).isInstanceOf(LaneAction.Handle.class);
  }

  @Test
  void theFoldEndsBeforeARecordThatBlocksAndGrantsNothingThatALaterOneRemoves() {
    recover(0, 4, "+a +b", "+c", "!", "-a");

    run();

    assertThat(happened).containsExactly("call +b +c", "0", "1", "retrying 2");
    lane.end();
    assertThat(lane.lastCheckpoint().orElseThrow().mark().through()).isEqualTo(position(4));
  }

  @Test
  void whereTheStoreRefusesTheRangeTheLongestBeginningThatItAcceptsIsApplied() {
    refuses = change -> change.contains("+bad");
    recover(0, 4, "+a", "+b", "+bad", "-a");

    run();

    assertThat(happened)
        .containsExactly(
            "call -a +b +bad",
            "call +b +bad",
            "call +b",
            "0",
            "1",
            "call -a +bad",
            "call +bad",
            "retrying 2");
  }

  @Test
  void aRecordThatIsRefusedAloneMayPassWithALaterOneThatOverridesIt() {
    refuses = change -> change.contains("+bad");
    recover(0, 3, "+bad", "-bad", "+x");

    run();

    assertThat(happened).containsExactly("call -bad +x", "0", "1", "2");
  }

  @Test
  void aRefusedRecordUnderThePolicySkipIsPassedAndTheRestGoesOn() {
    settings =
        settings.withPolicies(
            new FailurePolicies(FailurePolicy.SKIP, FailurePolicy.SKIP, FailurePolicy.SKIP));
    lane = new Lane(PARTITION, settings, 0);
    refuses = change -> change.contains("+bad");
    recover(0, 3, "+bad", "!", "+x");

    run();

    assertThat(happened)
        .containsExactly("call +bad +x", "call +bad", "skipped 0", "skipped 1", "call +x", "2");
  }

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
    lane = new Lane(PARTITION, settings, 0);
    own(0, "", 5);
    offer("+a", "+b", "+c");

    run();

    assertThat(happened).containsExactly("call +a +b", "0", "1", "call +c", "2");
  }

  @Test
  void aGapThatIsWiderThanAnyWindowIsCrossedAndItsMarkCanBeRead() {
    settings = settings.withWindow(2);
    lane = new Lane(PARTITION, settings, 0);
    own(0, "", 1_000_001);
    lane.offer(record(0, "+a"));
    lane.offer(record(1_000_000, "+b"));
    lane.offer(record(1_000_001, "+c"));

    run();

    assertThat(happened)
        .containsExactly("call +a", "0", "call +b", "1000000", "call +c", "1000001");
    Commit last = commits.get(commits.size() - 1).commit();
    assertThat(last.position()).isEqualTo(position(1_000_002));
    assertThat(commits).allMatch(it -> ApplyAheadMark.of(it.commit()).isPresent());
  }

  @Test
  void noMoreIsReadOnceEverythingThatMustBeFoldedIsThere() {
    own(0, "rbac-consumer/1 through=2 bytes=1000", 9);
    lane.offer(record(0, "+a"));
    lane.readTo(position(1));
    assertThat(lane.isFull()).isFalse();
    assertThat(lane.hasRoom()).isTrue();

    lane.readTo(position(2));

    assertThat(lane.isFull()).isTrue();
    assertThat(lane.hasRoom()).isFalse();
    run();
    assertThat(lane.isFull()).isFalse();
    assertThat(lane.hasRoom()).isTrue();
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

  private void batches(int messages) {
    settings = settings.withBatchMaxMessages(messages);
    lane = new Lane(PARTITION, settings, 0);
  }

  /** Owns a partition of which records may have been applied, and has read all of it. */
  private void recover(long committed, long through, String... values) {
    own(committed, "rbac-consumer/1 through=" + through + " bytes=1000", values.length);
    offer(values);
    lane.readTo(position(values.length));
  }

  private void own(long committed, String metadata, long end) {
    lane.next(0);
    lane.fenceAttempted(acquired(), 0, 0);
    lane.positioned(start(committed, metadata, end));
  }

  private void offer(String... values) {
    for (int i = 0; i < values.length; i++) {
      lane.offer(record(i, values[i]));
    }
  }

  /** Does what the lane says, until it waits for something other than a commit. */
  private void run() {
    boolean going = true;
    while (going) {
      commit();
      LaneAction action = lane.next(0);
      if (action instanceof LaneAction.Decode it) {
        tell(lane.decoded(decode(it.record()), 0, 0));
      } else if (action instanceof LaneAction.Apply it) {
        String change = text(it.change());
        happened.add("call " + change);
        tell(lane.applied(refuses.test(change) ? REJECTED : APPLIED, 0, 0));
      } else if (action instanceof LaneAction.Handle) {
        happened.add("handle");
        tell(lane.handled(APPLIED, 0, 0));
      } else if (action instanceof LaneAction.Pass) {
        tell(lane.passed(0, 0));
      } else {
        going = false;
      }
    }
  }

  private void commit() {
    lane.checkpoint()
        .ifPresent(
            checkpoint -> {
              commits.add(checkpoint);
              lane.acknowledged(checkpoint);
            });
  }

  private void tell(List<DeliveryEvent> events) {
    for (DeliveryEvent event : events) {
      if (event instanceof DeliveryEvent.Applied it) {
        happened.add(it.record().offset().toString());
      } else if (event instanceof DeliveryEvent.Retrying it) {
        happened.add("retrying " + it.record().offset());
      } else if (event instanceof DeliveryEvent.Skipped it) {
        happened.add("skipped " + it.record().offset());
      }
    }
  }

  private static Decoding decode(SourceRecord record) {
    String value = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    if (value.equals("!")) {
      return new Decoding.Invalid(
          List.of(new Violation(ViolationCode.NOT_DEBEZIUM_FORMAT, "$", "as scripted")));
    }
    if (value.equals("w")) {
      return new Decoding.Workspace(
          new WorkspaceEvent(METADATA, WorkspaceEvent.Operation.CREATE, "org", "", "ws", ""));
    }
    return new Decoding.Relations(
        new RelationsEvent(
            METADATA, TupleChange.net(tuples(value, "-"), tuples(value, "+")), 0, false));
  }

  private static List<RelationTuple> tuples(String value, String sign) {
    return Stream.of(value.split(" "))
        .filter(part -> part.startsWith(sign))
        .map(part -> RelationTuple.parse("rbac/group:" + part.substring(1) + "#m@rbac/user:u"))
        .toList();
  }

  private static String text(TupleChange change) {
    return Stream.concat(
            change.removals().stream().map(tuple -> "-" + tuple.resource().id()),
            change.additions().stream().map(tuple -> "+" + tuple.resource().id()))
        .collect(Collectors.joining(" "));
  }

  private static FenceOutcome acquired() {
    return new FenceOutcome.Acquired(new FenceToken("group/0", "token"));
  }

  private static StartPoint start(long committed, String metadata, long end) {
    return new StartPoint(Optional.of(new Commit(position(committed), metadata)), position(end));
  }

  private static CommitPosition position(long value) {
    return new CommitPosition(value);
  }

  private static SourceRecord record(long offset, String value) {
    return new SourceRecord(
        PARTITION, new Offset(offset), -1, null, value.getBytes(StandardCharsets.UTF_8), List.of());
  }
}
