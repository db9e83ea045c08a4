package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.decode.WritePlanner;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.relations.WritePlan;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.settings.WritingSettings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Settings for commands that decode messages and plan their calls.
 *
 * @param decoder limits on messages
 * @param planner finds the calls for a change
 */
record MessageSettings(DecoderSettings decoder, WritePlanner planner) {
  /**
   * Reads the settings, which are all optional.
   *
   * @param problems receives all problems
   * @return empty if there is a problem
   */
  static Optional<MessageSettings> read(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    Optional<DecoderSettings> decoder = SettingsReader.readDecoder(environment, options, problems);
    Optional<WritingSettings> writing = SettingsReader.readWriting(environment, options, problems);
    return decoder.isEmpty() || writing.isEmpty()
        ? Optional.empty()
        : Optional.of(new MessageSettings(decoder.get(), planner(writing.get())));
  }

  private static WritePlanner planner(WritingSettings writing) {
    // Only used to plan the calls; no connection is made.
    RelationsSettings relations = writing.to("localhost:9000").build();
    return change -> WritePlan.of(change, relations);
  }
}
