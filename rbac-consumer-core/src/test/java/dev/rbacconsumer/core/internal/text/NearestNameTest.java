package dev.rbacconsumer.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
  @Test
  void distanceCountsEdits() {
    assertThat(NearestName.distance("KITTEN", "SITTING")).isEqualTo(3);
    assertThat(NearestName.distance("", "AB")).isEqualTo(2);
    assertThat(NearestName.distance("AB", "")).isEqualTo(2);
    assertThat(NearestName.distance("AB", "AB")).isZero();
  }

  @Test
  void nearestNameHasTheFewestEdits() {
    assertThat(NearestName.of("KITTEN", Stream.of("MITTENS", "SITTEN", "CAT"))).isEqualTo("SITTEN");
  }
}
