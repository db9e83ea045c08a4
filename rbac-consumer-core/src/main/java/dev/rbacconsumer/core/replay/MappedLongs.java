package dev.rbacconsumer.core.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An array of longs in a memory-mapped file. The file loses its name as soon as it is open, so the
 * system removes it when the process ends, however it ends.
 */
final class MappedLongs implements LongArray {
  /** A buffer has fewer than 2^31 bytes: a segment is 1 GiB. */
  static final int SEGMENT_BITS = 27;

  private static final int ZEROS = 64 * 1024;

  private final FileChannel channel;
  private final int segmentBits;
  private LongBuffer[] segments;

  private MappedLongs(FileChannel channel, LongBuffer[] segments, int segmentBits) {
    this.channel = channel;
    this.segments = segments;
    this.segmentBits = segmentBits;
  }

  /**
   * Creates an array of zeros in a temporary file.
   *
   * @param directory of the file
   * @param length number of longs
   * @param segmentBits a segment of the mapping has two to the power of this longs
   */
  static MappedLongs create(Path directory, long length, int segmentBits)
      throws IOException, InterruptedException {
    FileChannel channel = nameless(directory);
    try {
      fill(channel, length * Long.BYTES);
      return new MappedLongs(channel, map(channel, length, segmentBits), segmentBits);
    } catch (ClosedByInterruptException interrupted) {
      throw new InterruptedException("interrupted while a file was made");
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Opens a file that the system removes at once, or where it cannot, when it is closed. */
  private static FileChannel nameless(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "rbac-consumer-replay-", ".table");
    try {
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }

  /**
   * Fills a file with zeros. A file that is only set to a length has no space yet, and where the
   * disk is full, a mapped write has no way to fail that Java could report in time.
   */
  private static void fill(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
    for (long written = 0; written < bytes; ) {
      zeros.clear().limit((int) Math.min(ZEROS, bytes - written));
      written += channel.write(zeros);
    }
  }

  private static LongBuffer[] map(FileChannel channel, long length, int segmentBits)
      throws IOException {
    long most = 1L << segmentBits;
    LongBuffer[] segments = new LongBuffer[Math.toIntExact((length + most - 1) >>> segmentBits)];
    for (int i = 0; i < segments.length; i++) {
      long from = i * most;
      long longs = Math.min(most, length - from);
      segments[i] =
          channel
              .map(MapMode.READ_WRITE, from * Long.BYTES, longs * Long.BYTES)
              .order(ByteOrder.nativeOrder())
              .asLongBuffer();
    }
    return segments;
  }

  @Override
  public long get(long index) {
    return segment(index).get(within(index));
  }

  @Override
  public void set(long index, long value) {
    segment(index).put(within(index), value);
  }

  private LongBuffer segment(long index) {
    return segments[(int) (index >>> segmentBits)];
  }

  private int within(long index) {
    return (int) (index & ((1L << segmentBits) - 1));
  }

  /**
   * Cuts the file to nothing, since its space would be kept until the garbage collector finds the
   * mapping.
   */
  @Override
  public void close() {
    segments = new LongBuffer[0];
    try (channel) {
      if (channel.isOpen()) {
        channel.truncate(0);
      }
    } catch (IOException failed) {
      // The space is freed with the mapping, or when the process ends.
      return;
    }
  }
}
