package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.SettingsPart;
import java.util.List;

/** Reads the settings of the decoder, which are all optional. Immutable. */
public final class DecoderSettingsReader implements SettingsPart<DecoderSettings> {
  private final SettingValues values;

  /** Creates a reader of these values. */
  public DecoderSettingsReader(SettingValues values) {
    this.values = values;
  }

  /** Reads the settings, or returns all problems. */
  public static Reading<DecoderSettings> read(SettingValues values) {
    return Reading.of(new DecoderSettingsReader(values), values);
  }

  @Override
  public List<Setting<?>> settings() {
    return MessageSettings.ALL;
  }

  @Override
  public List<Problem> problems() {
    return List.of();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public DecoderSettings value() {
    return DecoderSettings.DEFAULT
        .withBarePayloads(values.get(MessageSettings.ACCEPT_BARE_PAYLOADS))
        .withDefaultNamespace(values.get(MessageSettings.DEFAULT_NAMESPACE))
        .withMaxMessageBytes(Math.toIntExact(values.get(MessageSettings.MAX_MESSAGE_BYTES)))
        .withMaxDepth(values.get(MessageSettings.MAX_JSON_DEPTH))
        .withMaxNumberLength(values.get(MessageSettings.MAX_NUMBER_LENGTH))
        .withMaxStringLength(values.get(MessageSettings.MAX_TEXT_LENGTH))
        .withMaxTuples(values.get(MessageSettings.MAX_TUPLES));
  }
}
