package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A write that was given up for lost, and reaches the store when newer records are applied. */
class LateWriteTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:ops#t_member@rbac/principal:ann");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final InMemoryRelations store = new InMemoryRelations();

  @Test
  void aGrantThatLandsAfterItsRemovalIsRefused() throws Exception {
    LosesTheFirst sink = new LosesTheFirst();
    DeliveryWorld world = DeliveryWorld.over(sink, store);
    world.source().append(P0, OutboxMessages.relations().add(ANN).build());
    world.source().append(P0, OutboxMessages.relations().remove(ANN).build());
    world.source().assign(P0);
    world.runFor(Duration.ofMinutes(1));

    Outcome late = sink.land();

    assertThat(late).isInstanceOf(Outcome.FenceLost.class);
    assertThat(store.store().tuples()).isEmpty();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  /** The first call gets lost on its way, for as long as it is not told to land. */
  private final class LosesTheFirst implements RelationSink {
    private @Nullable TupleChange change;
    private @Nullable FenceToken fence;

    @Override
    public Outcome apply(TupleChange wanted, FenceToken held, Duration timeout)
        throws InterruptedException {
      if (change == null) {
        change = wanted;
        fence = held;
        return new Outcome.RetryLater("deadline_exceeded", "no answer");
      }
      return store.apply(wanted, held, timeout);
    }

    Outcome land() throws InterruptedException {
      if (change == null || fence == null) {
        throw new IllegalStateException("nothing was called");
      }
      return store.apply(change, fence, TIMEOUT);
    }
  }
}
