package dev.rbacconsumer.core.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a stream, as bytes. Of a line that is too long only the beginning is kept: one
 * byte more than the limit, which is enough for the decoder to report it.
 */
final class MessageLines {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int longest;
  private long number;

  /**
   * @param in stream, which should be buffered: it is read byte by byte
   * @param longest most bytes of a line that are needed, at least 1
   */
  MessageLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Returns the next line without its end; null behind the last one. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    number++;
    while (next >= 0 && next != '\n') {
      if (line.size() <= longest) {
        line.write(next);
      }
      next = in.read();
    }
    return trimmed(line.toByteArray());
  }

  /** Returns the number of the last line read, from 1. */
  long number() {
    return number;
  }

  private byte[] trimmed(byte[] line) {
    int from = number == 1 && startsWithMark(line) ? BYTE_ORDER_MARK.length : 0;
    int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    return Arrays.copyOfRange(line, from, to);
  }

  private static boolean startsWithMark(byte[] line) {
    return line.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}
