package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.action.ActionReply.Code.DONE;
import static dev.rbacconsumer.core.action.ActionReply.Code.NOT_COPIED;
import static dev.rbacconsumer.core.delivery.SharedParts.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Specifies what follows a change within one call of the sink, and in which scope. */
class ApplyChainTest {
  private final SharedParts parts = new SharedParts();
  private final PreparingSink sink = new PreparingSink(parts);
  private final Scopes scopes = new Scopes();

  @Test
  void whileAChangeIsAppliedTheNextRecordsAreDecoded() {
    DrivenLane lane = start();

    lane.deliver(0, 1, 2);

    assertThat(sink.decodedByThen.get(0)).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aPreparationIsWantedOnlyWhileRecordsWait() {
    DrivenLane lane = start();

    lane.deliver(0, 1);

    assertThat(sink.wanted).containsExactly(true, false);
  }

  @Test
  void theAnswerToTheLastChangeOfAChainIsTakenInTheScopeOfItsOwnRecord() {
    sink.longest = 2;
    DrivenLane lane = start();

    lane.deliver(0, 1, 2);

    assertThat(parts.events(RecordEvent.Applied.class))
        .extracting(it -> it.record().offset().value())
        .containsExactly(0L, 1L, 2L);
    assertThat(scopes.entered).contains(0L, 1L, 2L);
    assertThat(scopes.open).as("scopes that are left open").isEmpty();
  }

  @Test
  void aFewDecodedRecordsOfABatchFollowInTheSameCall() {
    assertThat(callsWithABatchBehindTheFirstChange(4)).containsExactly(List.of(1, 4));
  }

  /** Decoding many would hold up a thread that serves other partitions too. */
  @Test
  void aBatchOfMoreRecordsIsLeftToTheThreadOfTheLane() {
    assertThat(callsWithABatchBehindTheFirstChange(5)).containsExactly(List.of(1), List.of(5));
  }

  /** The lane decides once that the record is to be copied, and does not decide it again. */
  @Test
  void whatAnOperatorWantsInTheMiddleOfACallIsDoneByTheThreadOfTheLane() {
    sink.longest = 2;
    DrivenLane lane = start();
    parts.observer =
        event -> {
          if (event instanceof RecordEvent.Applied) {
            lane.request(new OperatorAction.Pause());
            lane.commit();
            lane.request(
                new OperatorAction.SetAside(new Offset(1), RecordDigest.of(record(1)), false));
          }
        };

    lane.deliver(0, 1);

    assertThat(sink.calls).containsExactly(List.of(1));
    assertThat(lane.codes()).as("there is no place for copies").containsExactly(DONE, NOT_COPIED);
  }

  @Test
  void eachChangeOfAChainHasAllOfItsTimeBeforeItIsOverdue() {
    sink.longest = 2;
    Duration most = parts.settings.attemptTimeout();
    DrivenLane lane = start();
    List<Optional<PartitionId>> overdue = new ArrayList<>();
    Runnable look =
        () -> {
          parts.clock.advance(most.minusMillis(1));
          overdue.addAll(lane.context.stalls().overdue(Duration.ZERO, true).keySet());
        };
    sink.whileApplied.add(look);
    sink.whileApplied.add(look);

    lane.deliver(0, 1);

    assertThat(sink.calls).containsExactly(List.of(1, 1));
    assertThat(overdue).isEmpty();
  }

  private List<List<Integer>> callsWithABatchBehindTheFirstChange(int records) {
    sink.longest = 2;
    parts.settings = parts.settings.withBatchMaxMessages(10);
    DrivenLane lane = start();
    sink.whileApplied.add(() -> lane.offer(LongStream.rangeClosed(1, records).toArray()));
    lane.deliver(0);
    return sink.calls;
  }

  private DrivenLane start() {
    parts.sink = sink;
    parts.scope = scopes;
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    return lane;
  }

  /** The scopes that are open, and the offsets of all that were. */
  private static final class Scopes implements RecordScope {
    private final List<Long> entered = new ArrayList<>();
    private final Deque<Long> open = new ArrayDeque<>();

    @Override
    public Open enter(RecordContext origin) {
      long offset = origin.record().offset().value();
      entered.add(offset);
      open.push(offset);
      return () -> assertThat(open.pop()).isEqualTo(offset);
    }
  }
}
