package dev.rbacconsumer.launcher.outage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The last batch of a log, of which a disk has lost a bit. Confined to a thread. */
final class DamagedBatch {
  private static final String FIRST_SEGMENT = "00000000000000000000.log";
  private static final int FROM_THE_END = 2;
  private static final int BIT = 4;

  private Path log = Path.of("");
  private long at;

  /**
   * Flips a bit of the last batch.
   *
   * @param directory of the partition's log
   */
  void damageLast(Path directory) throws IOException {
    log = directory.resolve(FIRST_SEGMENT);
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      at = channel.size() - FROM_THE_END;
    }
    flip();
  }

  /** Flips the bit back. */
  void restore() throws IOException {
    flip();
  }

  private void flip() throws IOException {
    try (FileChannel channel =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ BIT)).rewind();
      channel.write(one, at);
    }
  }
}
