package dev.rbacconsumer.core.metrics.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BucketHistogramTest {
  private final BucketHistogram histogram = new BucketHistogram(0.5, 1, 10);

  @Test
  void newOneIsEmpty() {
    assertThat(counts()).containsExactly(0, 0, 0);
    assertThat(histogram.snapshot().count()).isZero();
    assertThat(histogram.snapshot().sum()).isZero();
  }

  @Test
  void valueCountsInEveryBucketThatReachesIt() {
    // When
    histogram.observe(0.4);
    histogram.observe(0.6);
    histogram.observe(11);

    // Then
    assertThat(counts()).containsExactly(1, 2, 2);
    assertThat(histogram.snapshot().count()).isEqualTo(3);
    assertThat(histogram.snapshot().sum()).isEqualTo(12);
  }

  @Test
  void boundBelongsToItsBucket() {
    histogram.observe(1);

    assertThat(counts()).containsExactly(0, 1, 1);
  }

  @Test
  void durationsAreInSeconds() {
    histogram.observe(Duration.ofMillis(1500));

    assertThat(histogram.snapshot().sum()).isEqualTo(1.5);
    assertThat(counts()).containsExactly(0, 0, 1);
  }

  @Test
  void snapshotDoesNotChange() {
    // Given
    histogram.observe(0.1);
    var before = histogram.snapshot();

    // When
    histogram.observe(0.1);

    // Then
    assertThat(before.count()).isEqualTo(1);
    assertThat(before.atMost(0)).isEqualTo(1);
  }

  @Test
  void nothingIsLostWhenManyCountAtOnce() {
    IntStream.range(0, 10_000).parallel().forEach(i -> histogram.observe(i % 2 == 0 ? 0.25 : 20));

    assertThat(counts()).containsExactly(5000, 5000, 5000);
    assertThat(histogram.snapshot().count()).isEqualTo(10_000);
    assertThat(histogram.snapshot().sum()).isEqualTo(5000 * 20.25);
  }

  @Test
  void boundsMustRiseAndBeFinite() {
    assertThatThrownBy(BucketHistogram::new).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new BucketHistogram(1, 1)).hasMessageContaining("[1.0, 1.0]");
    assertThatThrownBy(() -> new BucketHistogram(1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new BucketHistogram(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> histogram.observe(Double.NaN)).hasMessageContaining("NaN");
  }

  private long[] counts() {
    var snapshot = histogram.snapshot();
    return IntStream.range(0, snapshot.size()).mapToLong(snapshot::atMost).toArray();
  }
}
