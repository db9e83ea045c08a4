package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.token.DropReason;
import dev.rbacconsumer.core.token.SkipReason;
import dev.rbacconsumer.core.token.TokenKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenMetricsTest {
  private static final String PREFIX = "rbac_kafka_consumer_";

  private final MetricRegistry registry = new MetricRegistry();
  private final TokenMetrics metrics = new TokenMetrics(registry);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens_written_total{kind=\"token\"}",
        "tokens_written_total{kind=\"notification\"}",
        "tokens_dropped_total{reason=\"queue_full\"}",
        "tokens_dropped_total{reason=\"partition_moved\"}",
        "tokens_dropped_total{reason=\"data_error\"}",
        "tokens_dropped_total{reason=\"refused\"}",
        "tokens_dropped_total{reason=\"send_failed\"}",
        "tokens_dropped_total{reason=\"shutdown\"}",
        "tokens_skipped_total{reason=\"no_org\"}",
        "tokens_skipped_total{reason=\"no_token\"}",
        "tokens_skipped_total{reason=\"unknown_tenant\"}",
        "token_write_failures_total"
      })
  void countersStartAtZero(String series) {
    assertThat(registry.getCounters()).containsKey(PREFIX + series);
    assertThat(count(series)).isZero();
  }

  @Test
  void eachKindAndReasonHasItsCount() {
    metrics.written(TokenKind.NOTIFICATION, 2);
    metrics.dropped(DropReason.QUEUE_FULL, 3);
    metrics.skipped(SkipReason.UNKNOWN_TENANT, 4);
    metrics.writeFailed();

    assertThat(count("tokens_written_total{kind=\"notification\"}")).isEqualTo(2);
    assertThat(count("tokens_dropped_total{reason=\"queue_full\"}")).isEqualTo(3);
    assertThat(count("tokens_skipped_total{reason=\"unknown_tenant\"}")).isEqualTo(4);
    assertThat(count("token_write_failures_total")).isEqualTo(1);
  }

  @Test
  void gaugesReadTheQueueWhenTheyAreRead() {
    int[] size = {1};
    metrics.pending(() -> size[0], () -> Duration.ofMillis(1500));

    size[0] = 7;

    assertThat(gauge("tokens_pending")).isEqualTo(7);
    assertThat(gauge("tokens_oldest_pending_age_seconds")).isEqualTo(1.5);
  }

  private long count(String series) {
    return registry.getCounters().get(PREFIX + series).getCount();
  }

  private Object gauge(String name) {
    return registry.getGauges().get(PREFIX + name).getValue();
  }
}
