package dev.rbacconsumer.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
  @Test
  void aFixedSizeIsItsNumber() {
    assertThat(BatchSize.of(50).messages()).hasValue(50);
    assertThat(BatchSize.of(50)).hasToString("50");
    assertThat(BatchSize.of(1)).isEqualTo(BatchSize.ONE).hasSameHashCodeAs(BatchSize.ONE);
  }

  @Test
  void theAdaptiveSizeHasNoNumber() {
    assertThat(BatchSize.AUTO.messages()).isEmpty();
    assertThat(BatchSize.AUTO).hasToString("auto").isNotEqualTo(BatchSize.ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "AUTO", "Auto"})
  void theWordIsReadInAnyCase(String text) {
    assertThat(BatchSize.isAuto(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aut", "automatic", "0"})
  void noOtherWordIsRead(String text) {
    assertThat(BatchSize.isAuto(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, BatchSize.MAX + 1})
  void noOtherNumberIsASize(int messages) {
    assertThatThrownBy(() -> BatchSize.of(messages))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: want 1 to 10000, got " + messages);
  }
}
