package dev.rbacconsumer.relations.internal.fault;

import io.grpc.Status;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes refusals of a request for its size, by the messages of servers and proxies. Pure.
 *
 * <p>The status code is not enough: RESOURCE_EXHAUSTED is a rate limit as well, and HTTP 413
 * arrives as UNKNOWN.
 */
public final class SizeRefusal {
  /** Without such a message, requests smaller than this are not split on suspicion. */
  static final int SUSPECT_BYTES = 16 * 1024;

  private static final Pattern SIZE =
      Pattern.compile(
          "HTTP status code 413"
              + "|larger than (the )?(max|limit)"
              + "|(message|request|payload|entity|content|body|length) too (large|big|long)"
              + "|exceeds? (the )?(configured )?max(imum)?( \\w+){0,3} size"
              + "|(request|message|body) size limit",
          Pattern.CASE_INSENSITIVE);

  /** Messages of grpc-go and gRPC's C core, of grpc-java, and of tonic. */
  private static final Pattern LIMIT =
      Pattern.compile(
          "larger than max \\(\\d+ vs\\. (\\d+)"
              + "|exceeds maximum size (\\d+)"
              + "|the limit is: (\\d+)",
          Pattern.CASE_INSENSITIVE);

  /** Messages about limits other than the size of a request. */
  private static final Pattern OTHER =
      Pattern.compile(
          "rate|quota|throttl|too many|pool|connection|concurren|overload|busy|memory|HTTP/2 error",
          Pattern.CASE_INSENSITIVE);

  private SizeRefusal() {}

  /** Returns whether the text names the size of the request. */
  static boolean namesSize(StoreError error) {
    return SIZE.matcher(error.text()).find();
  }

  /**
   * Returns whether the refusal may be about the size of this request although it does not name it.
   * No limit may be learned from such a refusal.
   */
  public static boolean isSuspected(StoreError error, int requestBytes) {
    return error.code() == Status.Code.RESOURCE_EXHAUSTED
        && requestBytes > SUSPECT_BYTES
        && error.reason().isEmpty()
        && !OTHER.matcher(error.text()).find();
  }

  /** Returns the limit in bytes, if the text names it. */
  static OptionalInt limit(StoreError error) {
    Matcher found = LIMIT.matcher(error.text());
    if (found.find()) {
      for (int group = 1; group <= found.groupCount(); group++) {
        if (found.group(group) != null) {
          return positive(found.group(group));
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Returns a number above zero; empty if the text is no such number. */
  static OptionalInt positive(String text) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException notOne) {
      return OptionalInt.empty();
    }
  }
}
