package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Records;
import org.junit.jupiter.api.Test;

class OffsetRangesTest {
  private final OffsetRanges ranges = new OffsetRanges();

  @Test
  void neighboursAreOneRangeAndPartitionsAreApart() {
    add(1, 3);
    add(0, 5);
    add(0, 6);
    add(0, 7);
    add(0, 12);
    add(1, 4);

    assertThat(ranges).hasToString("outbox-0: 5-7, 12; outbox-1: 3-4");
    assertThat(ranges.size()).isEqualTo(3);
  }

  @Test
  void whatIsReadAgainIsARangeOfItsOwn() {
    add(0, 5);
    add(0, 6);
    add(0, 5);

    assertThat(ranges).hasToString("outbox-0: 5-6, 5");
  }

  @Test
  void clearedThereIsNone() {
    add(0, 5);

    ranges.clear();

    assertThat(ranges.toString()).isEmpty();
    assertThat(ranges.size()).isZero();
  }

  private void add(int partition, long offset) {
    ranges.add(Records.at(partition, offset, "x"));
  }
}
