package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Assembles one request from the bytes of a connection, as they arrive. It holds no more bytes than
 * the limits for a head and a body allow. For one thread.
 */
final class RequestReader {
  /**
   * Longest head; it has room for the cookies that a browser has for other ports of the same host.
   */
  static final int MAX_HEAD_BYTES = 32 * 1024;

  /** Longest body; far more than any route accepts. */
  static final int MAX_BODY_BYTES = 16 * 1024;

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final int HEAD_TOO_LARGE = 431;
  private static final int BODY_TOO_LARGE = 413;
  private static final int USUAL_BYTES = 512;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int count;

  /** Index of the body, once it is known. */
  private int bodyStart;

  private @Nullable HttpHead head;

  /**
   * Adds further bytes.
   *
   * @return the request; empty while it is incomplete
   * @throws HttpHead.RefusedException if it is refused, whatever bytes follow
   */
  Optional<HttpRequest> take(ByteBuffer more) throws HttpHead.RefusedException {
    if (head == null) {
      append(more, MAX_HEAD_BYTES + END_OF_HEAD.length);
      int end = endOfHead();
      if (end < 0) {
        if (more.hasRemaining()) {
          throw new HttpHead.RefusedException(
              HEAD_TOO_LARGE, "Want headers of at most " + MAX_HEAD_BYTES + " bytes");
        }
        return Optional.empty();
      }
      bodyStart = end + END_OF_HEAD.length;
      head = HttpHead.parse(new String(bytes, 0, end, ISO_8859_1));
      if (head.bodyBytes() > MAX_BODY_BYTES) {
        throw new HttpHead.RefusedException(
            BODY_TOO_LARGE, "Want a body of at most " + MAX_BODY_BYTES + " bytes");
      }
    }
    int end = bodyStart + (int) head.bodyBytes();
    append(more, end);
    return count < end
        ? Optional.empty()
        : Optional.of(head.with(new String(bytes, bodyStart, end - bodyStart, UTF_8)));
  }

  /** Returns whether the client waits for permission to send the body. */
  boolean isAskedForLeave() {
    return head != null
        && head.header("expect").filter("100-continue"::equalsIgnoreCase).isPresent()
        && count == bodyStart;
  }

  private void append(ByteBuffer more, int most) {
    int length = Math.min(more.remaining(), Math.max(0, most - count));
    if (count + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(count + length, 2 * bytes.length));
    }
    more.get(bytes, count, length);
    count += length;
  }

  private int endOfHead() {
    for (int i = 0; i + END_OF_HEAD.length <= count; i++) {
      if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
        return i;
      }
    }
    return -1;
  }
}
