package dev.rbacconsumer.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {
  @Test
  void fixedJitterNeverVaries() {
    // Given
    var jitter = new FixedJitter(0.25);

    // When
    double[] draws = {jitter.next(), jitter.next()};

    // Then
    assertThat(draws).containsExactly(0.25, 0.25);
  }

  @Test
  void theNamedExtremesAreInRange() {
    assertThat(FixedJitter.NONE.next()).isZero();
    assertThat(FixedJitter.MOST.next()).isLessThan(1).isGreaterThan(0.999_999);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void jitterOutsideItsRangeIsRefused(double value) {
    assertThatThrownBy(() -> new FixedJitter(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSeedStandsForItsNumbers() {
    assertThat(draws(42)).containsExactly(draws(42)).doesNotContain(draws(43));
    // The same on every machine and in every version: the first number of the JDK's generator.
    assertThat(draws(42)[0]).isEqualTo(0.7275636800328681);
    assertThat(new SeededJitter(42)).hasToString("jitter of seed 42");
  }

  private static double[] draws(long seed) {
    var jitter = new SeededJitter(seed);
    return DoubleStream.generate(jitter::next).limit(20).toArray();
  }
}
