package dev.rbacconsumer.core.record;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trace of a record, in the form of W3C Trace Context. It is passed to the store unchanged: the
 * consumer begins no span, so the producer's span is the parent of the store's spans.
 *
 * @param traceparent version, trace id, parent id and flags, such as {@code
 *     00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}
 * @param tracestate additions of vendors; empty if there are none
 */
public record TraceContext(String traceparent, String tracestate) {
  /** Name of the W3C header, of a record and of a call to the store. */
  public static final String TRACEPARENT = "traceparent";

  /** Name of the optional W3C header beside it. */
  public static final String TRACESTATE = "tracestate";

  /** Name of the header for the column that Debezium's tracing uses: a text of Java properties. */
  public static final String SPAN_CONTEXT = "tracingspancontext";

  private static final int LONGEST = 1_024;
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;
  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  public TraceContext {
    if (!isValid(traceparent)) {
      throw new IllegalArgumentException(
          "traceparent: want <version>-<trace id>-<parent id>-<flags> in lowercase hexadecimal");
    }
    if (!tracestate.isEmpty() && !STATE.matcher(tracestate).matches()) {
      throw new IllegalArgumentException("tracestate: want up to 512 printable characters");
    }
  }

  /**
   * Returns the trace in a record's headers: {@link #TRACEPARENT}, or else the one in {@link
   * #SPAN_CONTEXT}. The last of several headers of one name counts. An unreadable header counts as
   * missing.
   */
  public static Optional<TraceContext> of(SourceRecord record) {
    List<RecordHeader> headers = record.headers();
    String parent = null;
    String state = null;
    String properties = null;
    for (int i = 0; i < headers.size(); i++) {
      RecordHeader header = headers.get(i);
      switch (header.name()) {
        case TRACEPARENT -> parent = text(header);
        case TRACESTATE -> state = text(header);
        case SPAN_CONTEXT -> properties = text(header);
        default -> {
          // Other headers hold no trace.
        }
      }
    }
    Optional<TraceContext> own = of(parent, state);
    return own.isPresent() || properties == null ? own : ofProperties(properties);
  }

  /** Returns the trace id: 32 hexadecimal digits. */
  public String traceId() {
    return traceparent.substring(TRACE_ID, PARENT_ID - 1);
  }

  private static Optional<TraceContext> of(@Nullable String parent, @Nullable String state) {
    if (parent == null || !isValid(parent)) {
      return Optional.empty();
    }
    String sendable = state != null && STATE.matcher(state).matches() ? state : "";
    return Optional.of(new TraceContext(parent, sendable));
  }

  private static Optional<TraceContext> ofProperties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
    return of(properties.getProperty(TRACEPARENT), properties.getProperty(TRACESTATE));
  }

  private static @Nullable String text(RecordHeader header) {
    byte[] value = header.value();
    return value == null || value.length > LONGEST
        ? null
        : new String(value, StandardCharsets.UTF_8).strip();
  }

  /**
   * Returns whether the text is a valid {@code traceparent}. Later versions may append fields,
   * which are ignored.
   */
  private static boolean isValid(String text) {
    boolean whole =
        text.length() == LENGTH
            || (text.length() > LENGTH
                && text.length() <= LONGEST
                && !text.startsWith("00")
                && text.charAt(LENGTH) == '-'
                && STATE.matcher(text.substring(LENGTH)).matches());
    return whole
        && isHex(text, 0, TRACE_ID - 1)
        && text.charAt(TRACE_ID - 1) == '-'
        && isHex(text, TRACE_ID, PARENT_ID - 1)
        && text.charAt(PARENT_ID - 1) == '-'
        && isHex(text, PARENT_ID, FLAGS - 1)
        && text.charAt(FLAGS - 1) == '-'
        && isHex(text, FLAGS, LENGTH)
        && !text.startsWith("ff")
        && !isZero(text, TRACE_ID, PARENT_ID - 1)
        && !isZero(text, PARENT_ID, FLAGS - 1);
  }

  private static boolean isHex(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
