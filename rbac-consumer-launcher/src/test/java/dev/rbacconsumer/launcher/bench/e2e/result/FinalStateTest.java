package dev.rbacconsumer.launcher.bench.e2e.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FinalStateTest {
  @Test
  void theSameTuplesInAnyOrderAreRight() {
    assertThat(FinalState.of(List.of("a", "b"), List.of("b", "a")).isRight()).isTrue();
  }

  @Test
  void whatIsMissingIsApartFromWhatIsTooMuch() {
    FinalState state = FinalState.of(List.of("a", "b", "c"), List.of("c", "d"));

    assertThat(state).isEqualTo(new FinalState(2, 1));
    assertThat(state.isRight()).isFalse();
    assertThat(state.text()).isEqualTo("wrong: 2 missing, 1 too many");
  }
}
