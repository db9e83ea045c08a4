package dev.rbacconsumer.launcher.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That the run would notice. */
class AppliedInOrderTest {
  private final AppliedInOrder applied = new AppliedInOrder(2);

  @Test
  void messagesOfEachPartitionInTheirOrderAreAsTheyMustBe() {
    see(0, 0);
    see(1, 0);
    see(1, 1);
    see(0, 1);

    assertThat(applied.violations()).isEmpty();
    assertThat(applied.count()).isEqualTo(4);
  }

  @Test
  void messageThatIsLeftOutIsSeen() {
    see(0, 0);
    see(0, 2);

    assertThat(applied.violations()).containsExactly("partition 0: want message 1, got 2");
  }

  @Test
  void messageThatComesAgainIsSeen() {
    see(1, 0);
    see(1, 0);

    assertThat(applied.violations()).containsExactly("partition 1: want message 1, got 0");
  }

  @Test
  void locksAndRemovalsAreNoMessages() {
    RelationTuple lock = RelationTuple.parse("kessel/lock:g/0#t_version@kessel/lockversion:1");

    applied.accept(new StoreWrite(1, Set.of(lock), Set.of(Backlog.tuple(0, 7)), Optional.empty()));

    assertThat(applied.count()).isZero();
    assertThat(applied.violations()).isEmpty();
  }

  private void see(int partition, int number) {
    applied.accept(
        new StoreWrite(1, Set.of(Backlog.tuple(partition, number)), Set.of(), Optional.empty()));
  }
}
