package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import org.junit.jupiter.api.Test;

class HeapReplayTablesTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);

  @Test
  void aTableGrowsToItsBoundAndThenSaysWhatToDo() throws Exception {
    HeapReplayTables tables = new HeapReplayTables(MappedReplayTables.MIN_BYTES);

    try (ReplayTable words = tables.open(PARTITION)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) {
                  words.note(tuple(i), new Offset(i));
                }
              })
          .isInstanceOf(ReplayTableException.class)
          .hasMessageContaining("outbox-0")
          .hasMessageContaining("RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES");
      assertThat(words.size()).isGreaterThan(30_000);
      assertThat(words.of(tuple(30_000))).contains(new Offset(30_000));
    }
  }

  @Test
  void aSizeThatIsNoSizeIsRefused() {
    assertThatThrownBy(() -> new HeapReplayTables(MappedReplayTables.MIN_BYTES - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("replay table: want ");
  }

  private static RelationTuple tuple(int number) {
    return RelationTuple.parse("rbac/group:g" + number + "#member@rbac/principal:ann");
  }
}
