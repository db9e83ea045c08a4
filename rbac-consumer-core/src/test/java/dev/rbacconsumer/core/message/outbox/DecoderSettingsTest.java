package dev.rbacconsumer.core.message.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Specifies how the limits of a decoder are set. {@link LimitsTest} specifies what they do. */
class DecoderSettingsTest {
  private static final DecoderSettings ANY = DecoderSettings.DEFAULT;

  @Test
  void oneLimitIsChangedAndNoOther() {
    assertThat(
            ANY.withBarePayloads(true)
                .withDefaultNamespace("hbi")
                .withMaxMessageBytes(1)
                .withMaxDepth(8)
                .withMaxNumberLength(3)
                .withMaxStringLength(4)
                .withMaxTuples(5))
        .hasToString(
            "DecoderSettings[acceptBarePayloads=true, defaultNamespace=hbi, maxMessageBytes=1, "
                + "maxDepth=8, maxNumberLength=3, maxStringLength=4, maxTuples=5]");
  }

  @Test
  void settingsAreAValue() {
    assertThat(ANY.withMaxDepth(8).withMaxDepth(ANY.maxDepth()))
        .isEqualTo(ANY)
        .hasSameHashCodeAs(ANY)
        .isNotEqualTo(ANY.withMaxDepth(8))
        .doesNotHaveSameHashCodeAs(ANY.withMaxDepth(8))
        .isNotEqualTo(null);
  }
}
