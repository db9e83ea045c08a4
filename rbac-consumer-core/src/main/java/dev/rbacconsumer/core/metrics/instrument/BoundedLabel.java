package dev.rbacconsumer.core.metrics.instrument;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Restricts a metric label to a bounded set of values; further values become "other". The bound is
 * needed since every value stays in the registry and in every scrape until the process ends.
 * Thread-safe.
 */
public final class BoundedLabel {
  /** Value in place of every value beyond the limit, and of text that is no word. */
  public static final String OTHER = "other";

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * Creates a label without values.
   *
   * @param limit most values beside {@link #OTHER}
   */
  public BoundedLabel(int limit) {
    this.limit = limit;
  }

  /** Returns the value itself, or {@link #OTHER}. */
  public String bounded(String value) {
    if (known.contains(value)) {
      return value;
    }
    return WORD.matcher(value).matches() && admit(value) ? value : OTHER;
  }

  private synchronized boolean admit(String value) {
    return known.contains(value) || (known.size() < limit && known.add(value));
  }
}
