package dev.rbacconsumer.launcher.bench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  private final ProcessorTime time = new ProcessorTime();

  @Test
  void timeBetweenSamplesIsInterpolated() {
    time.add(1000, 10_000_000);
    time.add(2000, 30_000_000);
    time.add(3000, 30_000_000);

    assertThat(time.millis(1000, 2000)).isEqualTo(20);
    assertThat(time.millis(1500, 3000)).isEqualTo(10);
    assertThat(time.millis(0, 9000)).isEqualTo(20);
  }

  @Test
  void withoutSamplesThereIsNone() {
    assertThat(time.millis(0, 1)).isZero();
  }
}
