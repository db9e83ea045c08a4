package dev.rbacconsumer.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final double ALMOST_ONE = Math.nextDown(1.0);

  @Test
  void theDefaultDoublesFromOneSecondUpToFiveMinutes() {
    assertThat(IntStream.rangeClosed(1, 11).mapToObj(n -> Backoff.DEFAULT.delay(n, 0)))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
  }

  @Test
  void chanceAddsUpToATenthByDefault() {
    assertThat(Backoff.DEFAULT.delay(3, 0)).isEqualTo(Duration.ofSeconds(4));
    assertThat(Backoff.DEFAULT.delay(3, 0.5)).isEqualTo(Duration.ofMillis(4200));
    assertThat(Backoff.DEFAULT.delay(3, ALMOST_ONE))
        .isBetween(Duration.ofMillis(4399), Duration.ofMillis(4400));
  }

  @Test
  void chanceAddsToTheLongestWaitToo() {
    assertThat(Backoff.DEFAULT.delay(100, 0.5)).isEqualTo(Duration.ofSeconds(315));
  }

  @Test
  void withoutJitterChanceChangesNothing() {
    Backoff backoff = Backoff.from(SECOND).upTo(Duration.ofMinutes(1)).withJitter(0);

    assertThat(backoff.delay(2, ALMOST_ONE)).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 32, 33, 63, 64, 65, 1023, 1024, 1025, 1_000_000, Integer.MAX_VALUE})
  void staysAtTheLongestWaitHoweverManyFailures(int failures) {
    assertThat(Backoff.DEFAULT.delay(failures, 0)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theSmallestFirstWaitReachesTheLongestToo() {
    Backoff backoff = Backoff.from(Duration.ofNanos(1)).upTo(Duration.ofDays(1)).withJitter(0);

    assertThat(backoff.delay(1, 0)).isEqualTo(Duration.ofNanos(1));
    assertThat(backoff.delay(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void theFirstWaitMayBeTheLongest() {
    Backoff backoff = Backoff.from(SECOND).withJitter(0);

    assertThat(backoff.delay(1, 0)).isEqualTo(SECOND);
    assertThat(backoff.delay(2, 0)).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesFewerThanOneFailure(int failures) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.DEFAULT.delay(failures, 0))
        .withMessage("backoff: want failures >= 1, got " + failures);
  }

  @Test
  void refusesAFirstWaitThatIsNoneOrAboveTheLongest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.from(Duration.ZERO))
        .withMessage("backoff: want 0 < first <= cap, got first PT0S, cap PT0S");
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.from(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.from(SECOND.plusNanos(1)).upTo(SECOND))
        .withMessage("backoff: want 0 < first <= cap, got first PT1.000000001S, cap PT1S");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAShareOutsideZeroToOne(double jitter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.from(SECOND).withJitter(jitter))
        .withMessage("backoff: want jitter from 0 to 1, got " + jitter);
  }

  @Property
  void aWaitIsWithinItsBounds(
      @ForAll @LongRange(min = 1, max = 600_000) long firstMillis,
      @ForAll @LongRange(min = 0, max = 86_400_000) long moreMillis,
      @ForAll @DoubleRange(max = 1) double jitter,
      @ForAll @IntRange(min = 1) int failures,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double draw) {
    Duration first = Duration.ofMillis(firstMillis);
    Duration cap = first.plusMillis(moreMillis);

    Duration delay = Backoff.from(first).upTo(cap).withJitter(jitter).delay(failures, draw);

    assertThat(delay).isBetween(first, cap.plusNanos((long) (cap.toNanos() * jitter) + 1));
  }

  @Property
  void aFurtherFailureNeverShortensTheWait(
      @ForAll @IntRange(min = 1, max = 2000) int failures,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double draw) {
    assertThat(Backoff.DEFAULT.delay(failures + 1, draw))
        .isGreaterThanOrEqualTo(Backoff.DEFAULT.delay(failures, draw));
  }

  @Property
  void chanceAddsAtMostItsShare(
      @ForAll @IntRange(min = 1, max = 2000) int failures,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double draw) {
    Duration least = Backoff.DEFAULT.delay(failures, 0);

    assertThat(Backoff.DEFAULT.delay(failures, draw))
        .isBetween(least, least.plus(least.dividedBy(10)));
  }

  @Test
  void waitsOfAlwaysTheSameLengthHaveTheJitterOfTheDefault() {
    assertThat(Backoff.from(SECOND)).hasToString("Backoff[first=PT1S, cap=PT1S, jitter=0.1]");
  }

  @Test
  void whatIsSetIsGivenBack() {
    Backoff backoff = Backoff.from(SECOND).upTo(Duration.ofMinutes(1)).withJitter(0.2);

    assertThat(backoff.first()).isEqualTo(SECOND);
    assertThat(backoff.cap()).isEqualTo(Duration.ofMinutes(1));
    assertThat(backoff.jitter()).isEqualTo(0.2);
  }

  @Test
  void isAValue() {
    Backoff backoff = Backoff.from(SECOND).upTo(Duration.ofMinutes(5));

    assertThat(backoff).isEqualTo(Backoff.DEFAULT).hasSameHashCodeAs(Backoff.DEFAULT);
    assertThat(backoff)
        .isNotEqualTo(Backoff.from(Duration.ofSeconds(2)).upTo(Duration.ofMinutes(5)))
        .isNotEqualTo(backoff.upTo(Duration.ofMinutes(6)))
        .isNotEqualTo(backoff.withJitter(0))
        .doesNotHaveSameHashCodeAs(backoff.withJitter(0))
        .isNotEqualTo(null);
  }
}
