package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Limits how often each warning and each error of Kafka's clients is logged. While a broker is
 * down, every client would log about one line per second, and would hide our own line with the
 * start and the consequences of the outage. Thread-safe.
 */
public final class RepeatedWarnings extends TurboFilter {
  static final Duration BETWEEN = Duration.ofMinutes(5);

  private static final String CLIENTS = "org.apache.kafka.clients.";
  private static final int MOST_TEXTS = 200;
  private static final Pattern NUMBER_OF_A_REQUEST = Pattern.compile("correlation id -?\\d+");

  private final LongSupplier nanos;
  private final Map<String, Long> toldAt = new Recent();

  /** Creates a filter that uses the time of the JVM. */
  public RepeatedWarnings() {
    this(System::nanoTime);
  }

  RepeatedWarnings(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Decides about a line; also called for a level without a text. */
  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String text,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    return text != null
            && level.isGreaterOrEqual(Level.WARN)
            && level.isGreaterOrEqual(logger.getEffectiveLevel())
            && logger.getName().startsWith(CLIENTS)
            && isRepeated(NUMBER_OF_A_REQUEST.matcher(text).replaceAll("correlation id"))
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private synchronized boolean isRepeated(String text) {
    long now = nanos.getAsLong();
    Long before = toldAt.get(text);
    if (before != null && now - before < BETWEEN.toNanos()) {
      return true;
    }
    toldAt.put(text, now);
    return false;
  }

  /**
   * Recent texts; the oldest are removed, since texts hold numbers and there may be any number of
   * them.
   */
  private static final class Recent extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MOST_TEXTS;
    }
  }
}
