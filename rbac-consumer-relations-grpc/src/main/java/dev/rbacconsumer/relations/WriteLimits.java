package dev.rbacconsumer.relations;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much one write may hold: as set, or less once the other side has named its own limit. Shared
 * by all attempts of a sink, so that a limit is learned once. Thread-safe.
 */
final class WriteLimits {
  private static final Logger log = LoggerFactory.getLogger(WriteLimits.class);
  private static final Pattern SIZE_LIMIT = Pattern.compile("larger than max \\(\\d+ vs\\. (\\d+)");

  private final AtomicInteger maxTuples;
  private final AtomicInteger maxBytes;

  WriteLimits(int maxTuples, int maxBytes) {
    this.maxTuples = new AtomicInteger(maxTuples);
    this.maxBytes = new AtomicInteger(maxBytes);
  }

  int maxTuples() {
    return maxTuples.get();
  }

  int maxBytes() {
    return maxBytes.get();
  }

  /** Lowers a limit that the fault names. One that it does not name stays as it is. */
  void learn(StoreFault fault) {
    if (fault.reason().equals(StoreFault.TOO_MANY_UPDATES)) {
      lower(maxTuples, fault.error().detail("maximum_updates_allowed"), "tuples");
    } else if (fault.reason().equals(StoreFault.REQUEST_TOO_LARGE)) {
      Matcher limit = SIZE_LIMIT.matcher(fault.error().text());
      lower(maxBytes, limit.find() ? limit.group(1) : "", "bytes");
    }
  }

  private static void lower(AtomicInteger limit, String named, String unit) {
    int allowed = positive(named);
    if (allowed > 0 && limit.getAndAccumulate(allowed, Math::min) > allowed) {
      log.info("Relations API: limit per write learned: {} {}", allowed, unit);
    }
  }

  private static int positive(String number) {
    try {
      return Math.max(0, Integer.parseInt(number));
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }
}
