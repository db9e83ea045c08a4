package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.token.DropReason;
import dev.rbacconsumer.core.token.SkipReason;
import dev.rbacconsumer.core.token.TokenKind;
import dev.rbacconsumer.core.token.TokenObserver;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Registers and updates the metrics of tokens that are passed on. Thread-safe. */
public final class TokenMetrics implements TokenObserver {
  private final Instruments instruments;

  /**
   * Registers the counters at zero.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   */
  public TokenMetrics(MetricRegistry registry) {
    this.instruments = new Instruments(registry);
    // A series that appears with its first event hides that event from every rate.
    for (TokenKind kind : TokenKind.values()) {
      written(kind, 0);
    }
    for (DropReason reason : DropReason.values()) {
      dropped(reason, 0);
    }
    for (SkipReason reason : SkipReason.values()) {
      skipped(reason, 0);
    }
    instruments.count(0, MetricFamily.TOKEN_WRITE_FAILURES);
  }

  /**
   * Registers the gauges of the writes that wait. Called once.
   *
   * @param pending number of writes that wait; called by each thread that reads the gauge
   * @param oldest age of the oldest one, zero if there is none; called in the same way
   */
  public void pending(IntSupplier pending, Supplier<Duration> oldest) {
    instruments.gauge(MetricFamily.TOKENS_PENDING, pending::getAsInt);
    instruments.gauge(MetricFamily.TOKENS_OLDEST_PENDING, () -> oldest.get().toMillis() / 1e3);
  }

  @Override
  public void written(TokenKind kind, int count) {
    instruments.count(count, MetricFamily.TOKENS_WRITTEN, kind.label());
  }

  @Override
  public void dropped(DropReason reason, int count) {
    instruments.count(count, MetricFamily.TOKENS_DROPPED, reason.label());
  }

  @Override
  public void skipped(SkipReason reason, int count) {
    instruments.count(count, MetricFamily.TOKENS_SKIPPED, reason.label());
  }

  @Override
  public void writeFailed() {
    instruments.count(1, MetricFamily.TOKEN_WRITE_FAILURES);
  }
}
