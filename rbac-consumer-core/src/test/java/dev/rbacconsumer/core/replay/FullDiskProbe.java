package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.nio.file.Path;

/** A process that notes tuples until its disk is full, and prints what it met. */
final class FullDiskProbe {
  private FullDiskProbe() {}

  public static void main(String[] directory) throws InterruptedException {
    MappedReplayTables tables =
        new MappedReplayTables(Path.of(directory[0]), MappedReplayTables.DEFAULT_MAX_BYTES);
    PartitionId partition = new PartitionId("changes", 0);
    for (int round = 0; round < 2; round++) {
      int noted = 0;
      try (ReplayTable words = tables.open(partition)) {
        while (true) {
          words.note(
              RelationTuple.parse("rbac/group:g" + noted + "#member@rbac/principal:ann"),
              new Offset(noted));
          noted++;
        }
      } catch (ReplayTableException full) {
        System.out.println(noted + " tuples: " + full.getMessage());
      }
    }
  }
}
