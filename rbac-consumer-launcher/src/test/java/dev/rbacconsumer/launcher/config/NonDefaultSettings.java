package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;

/** Values that {@code SettingsReaderTest.everything} sets, each other than its default. */
final class NonDefaultSettings {
  static final FailurePolicies POLICIES =
      FailurePolicies.DEFAULT
          .withMalformed(FailurePolicy.STOP)
          .withInvalid(FailurePolicy.DEAD_LETTER)
          .withRejected(FailurePolicy.SKIP)
          .withMalformedStreak(77);

  static final DecoderSettings DECODING =
      DecoderSettings.DEFAULT
          .withBarePayloads(true)
          .withDefaultNamespace("hbi")
          .withMaxMessageBytes(1024 * 1024)
          .withMaxDepth(9)
          .withMaxNumberLength(11)
          .withMaxStringLength(2000)
          .withMaxTuples(12);

  private NonDefaultSettings() {}
}
