package dev.rbacconsumer.relations;

import io.grpc.Status;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refusals of a request for its size, by the words that servers and proxies have for it. Pure.
 *
 * <p>A code does not tell: RESOURCE_EXHAUSTED is a rate limit as well, and HTTP 413 arrives as
 * UNKNOWN.
 */
final class SizeRefusal {
  /** Without such words, smaller requests than this are not cut further to find out. */
  static final int SUSPECT_BYTES = 16 * 1024;

  private static final Pattern SIZE =
      Pattern.compile(
          "HTTP status code 413"
              + "|larger than (the )?(max|limit)"
              + "|(message|request|payload|entity|content|body|length) too (large|big|long)"
              + "|exceeds? (the )?(configured )?max(imum)?( \\w+){0,3} size"
              + "|(request|message|body) size limit",
          Pattern.CASE_INSENSITIVE);

  /** Of grpc-go and gRPC's C core, of grpc-java, of tonic. */
  private static final Pattern LIMIT =
      Pattern.compile(
          "larger than max \\(\\d+ vs\\. (\\d+)"
              + "|exceeds maximum size (\\d+)"
              + "|the limit is: (\\d+)",
          Pattern.CASE_INSENSITIVE);

  /** Of limits that are not about the size of a request. */
  private static final Pattern OTHER =
      Pattern.compile(
          "rate|quota|throttl|too many|pool|connection|concurren|overload|busy|memory|HTTP/2 error",
          Pattern.CASE_INSENSITIVE);

  private SizeRefusal() {}

  /** Whether the text says that the request is too large. */
  static boolean namesSize(StoreError error) {
    return SIZE.matcher(error.text()).find();
  }

  /**
   * Whether the refusal may be about the size of this request although it does not say so. Nothing
   * may be learned from it.
   */
  static boolean isSuspected(StoreError error, int requestBytes) {
    return error.code() == Status.Code.RESOURCE_EXHAUSTED
        && requestBytes > SUSPECT_BYTES
        && error.reason().isEmpty()
        && !OTHER.matcher(error.text()).find();
  }

  /** The limit in bytes, where the text names it. */
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

  /** A number above zero; empty where the text is none. */
  static OptionalInt positive(String text) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException notOne) {
      return OptionalInt.empty();
    }
  }
}
