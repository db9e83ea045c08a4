package dev.rbacconsumer.launcher.bench.e2e.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.testkit.relations.server.StoreCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSpecTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "1~0.5", "0+postgresql", "0.25~20+in-memory"})
  void textIsReadBack(String text) {
    assertThat(StoreSpec.parse(text).text()).isEqualTo(text);
  }

  @Test
  void partsAreApart() {
    StoreSpec store = StoreSpec.parse("1~0.5+postgresql");

    assertThat(store).isEqualTo(new StoreSpec(1000, 500, "postgresql"));
    assertThat(store.model()).isEqualTo(StoreCost.likeSpiceDbOnPostgreSql());
    assertThat(StoreSpec.parse("1~0.5").meanMillis()).isEqualTo(1.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "1+mysql", "~1", "1 ms"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> StoreSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LATENCY[~JITTER]");
  }
}
