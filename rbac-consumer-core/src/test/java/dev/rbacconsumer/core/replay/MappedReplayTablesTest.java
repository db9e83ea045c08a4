package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of replays in temporary files. */
class MappedReplayTablesTest {
  private static final PartitionId P0 = new PartitionId("changes", 0);
  private static final long MIB = 1024 * 1024;

  @TempDir Path directory;

  @Test
  void aTableHoldsManyMoreTuplesThanItsFirstFile() throws Exception {
    int tuples = 150_000;
    try (ReplayTable words = new MappedReplayTables(directory, 5 * MIB).open(P0)) {
      for (int i = 0; i < tuples; i++) {
        words.note(tuple(i), new Offset(i));
      }

      assertThat(words.size()).isEqualTo(tuples);
      for (int i = 0; i < tuples; i += 7) {
        assertThat(words.of(tuple(i))).contains(new Offset(i));
      }
      assertThat(words.of(tuple(tuples))).isEmpty();
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void aTableIsFullWhereThreeQuartersOfTheSmallestAreTaken() throws Exception {
    int room = 32_767;
    try (ReplayTable words = new MappedReplayTables(directory, MIB).open(P0)) {
      for (int i = 0; i < room; i++) {
        words.note(tuple(i), new Offset(i));
      }

      assertThatThrownBy(() -> words.note(tuple(room), new Offset(room)))
          .isInstanceOf(ReplayTableException.class)
          .hasMessageStartingWith(
              "the table of the replay of changes-0 is full at 32767 tuples (1048560 bytes): raise"
                  + " RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES");
    }
  }

  @Test
  void tablesOfSeveralInstancesInOneDirectoryKeepApart() throws Exception {
    ReplayTables one = new MappedReplayTables(directory, MIB);
    ReplayTables other = new MappedReplayTables(directory, MIB);
    ReplayTable second = one.open(P0);
    try (ReplayTable first = one.open(P0);
        ReplayTable third = other.open(P0)) {
      first.note(tuple(0), new Offset(1));
      second.note(tuple(0), new Offset(2));
      third.note(tuple(0), new Offset(3));
      second.close();

      assertThat(first.of(tuple(0))).contains(new Offset(1));
      assertThat(third.of(tuple(0))).contains(new Offset(3));
    }
  }

  @Test
  void aDirectoryThatIsMissingIsNamedWithItsSetting() {
    ReplayTables tables = new MappedReplayTables(directory.resolve("missing"), MIB);

    assertThatThrownBy(() -> tables.open(P0))
        .isInstanceOf(ReplayTableException.class)
        .hasMessage(
            "the table of the replay of changes-0 cannot be kept in "
                + directory.resolve("missing")
                + " (there is no such directory): set RBAC_KAFKA_CONSUMER_REPLAY_DIR to a directory"
                + " that can be written and has room, or set"
                + " RBAC_KAFKA_CONSUMER_REPLAY=step-by-step");
  }

  @Test
  void aFileInPlaceOfADirectoryIsNamedWithTheReason() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new MappedReplayTables(file, MIB).open(P0))
        .isInstanceOf(ReplayTableException.class)
        .hasMessageContaining(file + " (Not a directory)");
  }

  @Test
  void aTableHasAtLeastOneMebibyte() {
    assertThatThrownBy(() -> new MappedReplayTables(directory, MIB - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes of a table: want >= 1048576, got 1048575");
  }

  private static RelationTuple tuple(int number) {
    return RelationTuple.parse("rbac/group:g" + number + "#member@rbac/principal:p" + number);
  }
}
