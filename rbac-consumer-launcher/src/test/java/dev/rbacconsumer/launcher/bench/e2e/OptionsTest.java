package dev.rbacconsumer.launcher.bench.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void emptyValuesLeaveTheDefaults() {
    Options options = Options.parse(List.of("--ways=", "--stores=", "--target=", "--rounds="));

    assertThat(options).isEqualTo(Options.parse(List.of()));
    assertThat(options.ways()).isEqualTo(Ways.ALL);
    assertThat(options.target()).isNull();
  }

  @Test
  void valuesAreRead() {
    Options options =
        Options.parse(
            List.of("--ways=spring,strict", "--stores=20", "--partitions=1,16", "--seed=9"));

    assertThat(options.ways()).extracting(Way::id).containsExactly("spring", "strict");
    assertThat(options.stores()).containsExactly(StoreSpec.parse("20"));
    assertThat(options.partitions()).containsExactly(1, 16);
    assertThat(options.seed()).isEqualTo(9);
  }

  @Test
  void aRealStoreHasTimesOfItsOwn() {
    assertThat(Options.parse(List.of("--target=postgresql", "--stores=1,5")).stores())
        .containsExactly(StoreSpec.parse("0"));
  }

  @Test
  void waysOfTheProductAreComparedWithTheBase() {
    Options options = Options.parse(List.of("--ways=strict,spring", "--base=old.jar"));

    assertThat(options.ways())
        .extracting(Way::id)
        .containsExactly("strict", "spring", "strict@base");
  }

  @Test
  void unknownWordsAreRefused() {
    assertThatThrownBy(() -> Options.parse(List.of("--way=strict")))
        .hasMessageContaining("--way=strict");
    assertThatThrownBy(() -> Options.parse(List.of("--ways=fastest")))
        .hasMessageContaining("got fastest");
  }
}
