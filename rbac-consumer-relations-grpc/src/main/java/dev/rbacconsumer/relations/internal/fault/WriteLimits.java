package dev.rbacconsumer.relations.internal.fault;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits on the size of one write: the configured ones, or lower ones after a refusal. Shared by
 * all attempts of a sink, so that a limit is learned once. Thread-safe.
 *
 * <p>A limit that a refusal names is kept until the process ends. If a refusal names none, the
 * limit becomes half of the refused size, and half of that again if necessary. Such an estimate
 * expires after a while, since the cause of the refusal may have been corrected.
 */
public final class WriteLimits {
  /** Lowest estimate: a refusal of a request this small has another reason, or is temporary. */
  static final int LEAST_ESTIMATE = 8 * 1024;

  /** Time for which an estimate is valid. */
  static final Duration ESTIMATE_HOLDS = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(WriteLimits.class);

  private final AtomicInteger maxTuples;
  private final AtomicInteger maxBytes;
  private final LongSupplier nanos;
  private int estimatedBytes = Integer.MAX_VALUE;
  private long estimatedAt;

  /**
   * Creates limits with the configured values.
   *
   * @param nanos monotonic clock
   */
  public WriteLimits(int maxTuples, int maxBytes, LongSupplier nanos) {
    this.maxTuples = new AtomicInteger(maxTuples);
    this.maxBytes = new AtomicInteger(maxBytes);
    this.nanos = nanos;
  }

  /** Returns the current limit on the tuples of one write. */
  public int maxTuples() {
    return maxTuples.get();
  }

  /** Returns the current limit on the bytes of one request. */
  public int maxBytes() {
    return Math.min(maxBytes.get(), estimatedBytes());
  }

  /**
   * Lowers the limit that a fault is about, if any.
   *
   * @param requestBytes size of the refused request
   */
  public void learn(StoreFault fault, int requestBytes) {
    if (fault.reason().equals(StoreFault.TOO_MANY_UPDATES)) {
      lower(
          maxTuples,
          SizeRefusal.positive(fault.error().detail("maximum_updates_allowed")),
          "tuples");
    } else if (fault.reason().equals(StoreFault.REQUEST_TOO_LARGE)) {
      OptionalInt named = SizeRefusal.limit(fault.error());
      if (named.isPresent() && named.getAsInt() < requestBytes) {
        lower(maxBytes, named, "bytes");
      } else {
        estimate(Math.max(requestBytes / 2, LEAST_ESTIMATE));
      }
    }
  }

  private synchronized int estimatedBytes() {
    if (nanos.getAsLong() - estimatedAt >= ESTIMATE_HOLDS.toNanos()) {
      estimatedBytes = Integer.MAX_VALUE;
    }
    return estimatedBytes;
  }

  private void estimate(int bytes) {
    synchronized (this) {
      if (bytes >= estimatedBytes()) {
        return;
      }
      estimatedBytes = bytes;
      estimatedAt = nanos.getAsLong();
    }
    log.info(
        "Relations API: a request was too large for something on the way, which names no limit;"
            + " {} bytes are the limit for {}",
        bytes,
        ESTIMATE_HOLDS);
  }

  private static void lower(AtomicInteger limit, OptionalInt named, String unit) {
    if (named.isPresent()
        && limit.getAndAccumulate(named.getAsInt(), Math::min) > named.getAsInt()) {
      log.info("Relations API: limit per write learned: {} {}", named.getAsInt(), unit);
    }
  }
}
