package dev.rbacconsumer.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that settings of replays may have. */
class ReplaySettingsTest {
  private static final ReplaySettings ANY = ReplaySettings.DEFAULT;

  @Test
  void byDefaultNoTupleReturnsToAnOlderStateAndALostStoreBlocks() {
    assertThat(ANY)
        .isEqualTo(
            new ReplaySettings(
                ReplayMode.LAST_WORD, StoreLossPolicy.BLOCK, 10_000, Duration.ofSeconds(5)));
  }

  @Test
  void oneSettingIsChangedAndNoOther() {
    ReplaySettings changed =
        ANY.withMode(ReplayMode.STEP_BY_STEP)
            .withOnStoreLoss(StoreLossPolicy.REPLAY)
            .withRememberedEvents(3)
            .withMarkInterval(Duration.ofSeconds(4));

    assertThat(changed)
        .isEqualTo(
            new ReplaySettings(
                ReplayMode.STEP_BY_STEP, StoreLossPolicy.REPLAY, 3, Duration.ofSeconds(4)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, ReplaySettings.MAX_REMEMBERED_EVENTS})
  void anyNumberOfEventsFromNoneToTheMostIsRemembered(int events) {
    assertThat(ANY.withRememberedEvents(events).rememberedEvents()).isEqualTo(events);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, ReplaySettings.MAX_REMEMBERED_EVENTS + 1})
  void noOtherNumberOfEventsIsRemembered(int events) {
    assertThatThrownBy(() -> ANY.withRememberedEvents(events))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("remembered events: want 0 to 1000000, got " + events);
  }

  @Test
  void marksAreAtLeastOneSecondApart() {
    assertThat(ANY.withMarkInterval(Duration.ofSeconds(1)).markInterval()).hasSeconds(1);
    assertThatThrownBy(() -> ANY.withMarkInterval(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mark interval: want >= PT1S, got PT0.999S");
  }
}
