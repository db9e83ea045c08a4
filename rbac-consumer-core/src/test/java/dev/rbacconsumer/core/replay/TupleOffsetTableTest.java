package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last offset at which each tuple is named, in a table of bounded size. */
class TupleOffsetTableTest {
  private static final PartitionId P0 = new PartitionId("changes", 0);

  private final HeapLongs blocks = new HeapLongs();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyTupleHasItsLargestOffsetAsInAMap(long seed) throws Exception {
    Random random = new Random(seed);
    Map<Integer, Long> model = new HashMap<>();
    try (TupleOffsetTable table = table(10_000)) {
      for (int i = 0; i < 20_000; i++) {
        int tuple = random.nextInt(7_000);
        long offset = random.nextInt(1_000_000);
        table.note(tuple(tuple), new Offset(offset));
        model.merge(tuple, offset, Math::max);
      }

      assertThat(table.size()).isEqualTo(model.size());
      for (int tuple = 0; tuple < 8_000; tuple++) {
        assertThat(table.of(tuple(tuple)))
            .isEqualTo(Optional.ofNullable(model.get(tuple)).map(Offset::new));
      }
    }
  }

  static IntStream bounds() {
    return IntStream.rangeClosed(4, 150);
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void theTableGrowsToItsBoundAndLosesNothingOnTheWay(int mostSlots) throws Exception {
    int room = mostSlots - (mostSlots + 3) / 4;
    try (TupleOffsetTable table = table(mostSlots)) {
      for (int i = 0; i < room; i++) {
        table.note(tuple(i), new Offset(i));
        for (int noted = 0; noted <= i; noted++) {
          assertThat(table.of(tuple(noted))).contains(new Offset(noted));
        }
        assertThat(table.of(tuple(i + 1))).isEmpty();
      }

      assertThatThrownBy(() -> table.note(tuple(room), new Offset(room)))
          .isInstanceOf(ReplayTableException.class);
      assertThat(blocks.lengths.get(blocks.lengths.size() - 1)).isEqualTo(3L * mostSlots);
      assertThat(blocks.lengths.get(0)).isLessThan(3L * 8);
    }
    for (int i = 1; i < blocks.lengths.size(); i++) {
      assertThat(blocks.lengths.get(i) / 3 / 2).isEqualTo(blocks.lengths.get(i - 1) / 3);
    }
    assertThat(blocks.open()).isZero();
  }

  @Test
  void aFullTableSaysWhichSettingToRaiseAndKeepsWhatItHas() throws Exception {
    try (TupleOffsetTable table = table(4)) {
      for (int i = 0; i < 3; i++) {
        table.note(tuple(i), new Offset(i));
      }

      assertThatThrownBy(() -> table.note(tuple(3), new Offset(3)))
          .isInstanceOf(ReplayTableException.class)
          .hasMessage(
              "the table of the replay of changes-0 is full at 3 tuples (96 bytes): raise"
                  + " RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES, or set"
                  + " RBAC_KAFKA_CONSUMER_REPLAY=step-by-step");
      table.note(tuple(2), new Offset(9));
      assertThat(table.of(tuple(2))).contains(new Offset(9));
      assertThat(table.size()).isEqualTo(3);
    }
  }

  @Test
  void anEarlierOffsetChangesNothing() throws Exception {
    try (TupleOffsetTable table = table(4)) {
      table.note(tuple(1), new Offset(5));
      table.note(tuple(1), new Offset(0));

      assertThat(table.of(tuple(1))).contains(new Offset(5));
    }
  }

  @Test
  void theFirstOffsetIsAnOffsetToo() throws Exception {
    try (TupleOffsetTable table = table(4)) {
      table.note(tuple(1), new Offset(0));

      assertThat(table.of(tuple(1))).contains(new Offset(0));
    }
  }

  @Test
  void bothSpellingsOfARelationAreOneTuple() throws Exception {
    try (TupleOffsetTable table = table(4)) {
      table.note(RelationTuple.parse("rbac/group:eng#member@rbac/principal:ann"), new Offset(5));

      assertThat(table.of(RelationTuple.parse("rbac/group:eng#t_member@rbac/principal:ann")))
          .contains(new Offset(5));
      assertThat(table.size()).isEqualTo(1);
    }
  }

  @Test
  void withoutSpaceForTheFirstBlockThereIsNoTable() {
    blocks.blocksLeft = 0;

    assertThatThrownBy(() -> table(100))
        .isInstanceOf(ReplayTableException.class)
        .hasMessage(
            "the table of the replay of changes-0 cannot be kept in /some/place (No space left on"
                + " device): set RBAC_KAFKA_CONSUMER_REPLAY_DIR to a directory that can be written"
                + " and has room, or set RBAC_KAFKA_CONSUMER_REPLAY=step-by-step");
  }

  @Test
  void withoutSpaceForALargerBlockNoMoreTuplesAreNoted() throws Exception {
    blocks.blocksLeft = 1;
    try (TupleOffsetTable table = table(8)) {
      for (int i = 0; i < 3; i++) {
        table.note(tuple(i), new Offset(i));
      }

      assertThatThrownBy(() -> table.note(tuple(3), new Offset(3)))
          .isInstanceOf(ReplayTableException.class)
          .hasMessageContaining("No space left on device");
      assertThat(table.of(tuple(2))).contains(new Offset(2));
    }
    assertThat(blocks.open()).isZero();
  }

  @Test
  void aFaultOfTheFileIsNeverAnAnswer() throws Exception {
    try (TupleOffsetTable table = table(8)) {
      table.note(tuple(1), new Offset(1));
      blocks.faulty = true;

      assertThatThrownBy(() -> table.note(tuple(1), new Offset(2)))
          .isInstanceOf(ReplayTableException.class)
          .hasMessageContaining("RBAC_KAFKA_CONSUMER_REPLAY_DIR");
      assertThatThrownBy(() -> table.of(tuple(2)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("changes-0");
    }
    assertThat(blocks.open()).isZero();
  }

  @Test
  void aFaultWhileTheTableGrowsKeepsNoSpace() throws Exception {
    blocks.faultyFrom = 2;
    try (TupleOffsetTable table = table(8)) {
      for (int i = 0; i < 3; i++) {
        table.note(tuple(i), new Offset(i));
      }

      assertThatThrownBy(() -> table.note(tuple(3), new Offset(3)))
          .isInstanceOf(ReplayTableException.class);
    }
    assertThat(blocks.lengths).hasSize(2);
    assertThat(blocks.open()).isZero();
  }

  @Test
  void aTableIsClosedOnceAndNotUsedAfterwards() throws Exception {
    TupleOffsetTable table = table(100);
    table.note(tuple(1), new Offset(1));

    table.close();
    table.close();

    assertThat(blocks.open()).isZero();
    assertThatThrownBy(() -> table.of(tuple(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the table of the replay of changes-0 is closed");
    assertThatThrownBy(() -> table.note(tuple(1), new Offset(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  private TupleOffsetTable table(long mostSlots) throws ReplayTableException, InterruptedException {
    return TupleOffsetTable.open(P0, "/some/place", mostSlots, 4, blocks);
  }

  private static RelationTuple tuple(int number) {
    return RelationTuple.parse("rbac/group:g" + number + "#member@rbac/principal:p" + number);
  }
}
