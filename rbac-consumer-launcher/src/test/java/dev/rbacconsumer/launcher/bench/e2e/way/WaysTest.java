package dev.rbacconsumer.launcher.bench.e2e.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class WaysTest {
  @Test
  void idsAreUnique() {
    assertThat(Ways.ALL).extracting(Way::id).doesNotHaveDuplicates();
  }

  @Test
  void limitsAreMeasuredToo() {
    assertThat(Ways.ALL)
        .extracting(Way::id)
        .containsAll(Ways.ALL.stream().flatMap(way -> way.limit().stream()).toList());
  }

  @Test
  void everyProgramExists() {
    for (Way way : Ways.ALL) {
      way.launch()
          .match(
              product -> {},
              program ->
                  assertThatCode(() -> Programs.named(program.name())).doesNotThrowAnyException());
    }
  }
}
