package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Owners that each crash after one step of a change get through it all the same. */
class LargeChangeTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final int REMOVALS = 50;
  private static final int STEP = 5;
  private static final StoreMemory HELD = new StoreMemory(StoreMemory.Lock.HELD, List.of(), false);

  private final List<RelationTuple> removed = new ArrayList<>();
  private Optional<Commit> committed = Optional.empty();
  private LaneSettings settings = LaneSettings.DEFAULT.withSteps(new ChangeSteps(STEP, STEP));
  private int callsLeft;

  @Test
  void aCrashAfterEachStepOfOneMessageDoesNotStopIt() {
    committed = mark(0);

    assertThat(ownersNeeded(1)).isLessThanOrEqualTo(REMOVALS / STEP + 1);

    assertThat(removed).isEqualTo(tuples(REMOVALS));
  }

  /** The messages are folded into one change, which no single owner lives to apply. */
  @Test
  void aCrashAfterEachStepOfARecoveryDoesNotStopIt() {
    committed = mark(10);

    assertThat(ownersNeeded(10)).isLessThanOrEqualTo(REMOVALS / STEP + 1);

    assertThat(removed).isEqualTo(tuples(REMOVALS));
  }

  /** The range ends where the bytes end that may be applied ahead, not where its offsets do. */
  @Test
  void aCrashAfterEachStepOfARangeThatEndsAtItsBytesDoesNotStopIt() {
    long message = OutboxMessages.relations().remove(tuples(STEP)).build().at(0, 0).sizeInBytes();
    long bytes = 2 * message + message / 2;
    settings = settings.withQueue(500, bytes);
    committed = Optional.of(new Commit(new CommitPosition(0), text(10, bytes)));

    assertThat(ownersNeeded(10)).isLessThanOrEqualTo(REMOVALS / STEP + 1);

    assertThat(removed).isEqualTo(tuples(REMOVALS));
  }

  private int ownersNeeded(int messages) {
    int owners = 0;
    while (committed.map(it -> it.position().value()).orElse(0L) < messages) {
      own(messages);
      owners++;
      assertThat(owners).as("owners").isLessThan(REMOVALS);
    }
    return owners;
  }

  /** Applies one step, has the time to commit, and crashes with the next call. */
  private void own(int messages) {
    callsLeft = 1;
    DeliveryWorld world =
        new DeliveryWorld(
            new OutboxDecoder(DecoderSettings.DEFAULT),
            (change, fence, timeout) -> {
              if (callsLeft-- == 0) {
                return new Outcome.RetryLater("crashed", "as scripted", false);
              }
              removed.addAll(change.removals());
              return new Outcome.Applied(Optional.empty());
            },
            (lockId, timeout) -> {
              FenceToken token = new FenceToken(lockId, "t");
              return new FenceOutcome.Acquired(token, HELD, Set.of(token));
            },
            DeadLetters.none(),
            settings,
            0);
    int each = REMOVALS / messages;
    for (int i = 0; i < messages; i++) {
      List<RelationTuple> own = tuples(REMOVALS).subList(i * each, (i + 1) * each);
      world.source().append(P0, OutboxMessages.relations().remove(own).build());
    }
    committed.ifPresent(it -> world.source().commitFromOutside(P0, it));
    world.source().assign(P0);
    world.runFor(Duration.ofMillis(10));
    CommitPosition position = world.source().committed().get(P0);
    String mark = world.source().committedMetadata().get(P0);
    committed =
        position == null || mark == null ? committed : Optional.of(new Commit(position, mark));
  }

  private static Optional<Commit> mark(int through) {
    return Optional.of(new Commit(new CommitPosition(0), text(through, 9_999_999)));
  }

  private static String text(int through, long bytes) {
    return "rbac-consumer/1 through=" + through + " bytes=" + bytes;
  }

  private static List<RelationTuple> tuples(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> RelationTuple.parse("rbac/group:g#member@rbac/principal:p" + i))
        .toList();
  }
}
