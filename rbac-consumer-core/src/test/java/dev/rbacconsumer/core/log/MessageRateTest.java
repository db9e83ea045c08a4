package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MessageRateTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final MessageRate rate = new MessageRate(clock, OptionalInt.of(3));

  @Test
  void asManyAsMayBeAreNotTooFast() {
    count(3);
    clock.advance(SECOND);
    count(3);

    assertThat(rate.isTooFast()).isFalse();
  }

  @Test
  void oneTooManyIsTooFastAtOnce() {
    count(4);

    assertThat(rate.isTooFast()).isTrue();
  }

  @Test
  void whatIsTooFastStaysSoUntilASecondHadNoMoreThanMayBe() {
    count(4);
    clock.advance(SECOND);
    count(3);
    assertThat(rate.isTooFast()).isTrue();

    clock.advance(SECOND);
    count(1);

    assertThat(rate.isTooFast()).isFalse();
  }

  @Test
  void secondWithoutAnyMessageEndsItEvenIfNoOneCounts() {
    count(4);
    clock.advance(SECOND.multipliedBy(2).minusNanos(1));
    assertThat(rate.isTooFast()).isTrue();

    clock.advance(Duration.ofNanos(1));

    assertThat(rate.isTooFast()).isFalse();
    count(1);
    assertThat(rate.isTooFast()).isFalse();
  }

  @Test
  void withoutALimitNothingIsTooFast() {
    MessageRate any = new MessageRate(clock, OptionalInt.empty());
    for (int i = 0; i < 100_000; i++) {
      any.count();
    }

    assertThat(any.isTooFast()).isFalse();
  }

  private void count(int messages) {
    for (int i = 0; i < messages; i++) {
      rate.count();
    }
  }
}
