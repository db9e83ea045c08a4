package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.settings.DurationOrder;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.SettingsPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings of delivery, which are all optional, and checks them together. Immutable. */
public final class DeliverySettingsReader implements SettingsPart<DeliverySettings> {
  private static final List<Setting<?>> ALL =
      Stream.concat(DeliveryOptions.ALL.stream(), ReplayOptions.ALL.stream()).toList();

  private final SettingValues values;

  /** Creates a reader of these values. */
  public DeliverySettingsReader(SettingValues values) {
    this.values = values;
  }

  /** Reads the settings, or returns all problems. */
  public static Reading<DeliverySettings> read(SettingValues values) {
    return Reading.of(new DeliverySettingsReader(values), values);
  }

  @Override
  public List<Setting<?>> settings() {
    return ALL;
  }

  @Override
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    DurationOrder.problem(
            DeliveryOptions.RETRY_FIRST_DELAY, DeliveryOptions.RETRY_MAX_DELAY, values)
        .ifPresent(problems::add);
    problems.addAll(deadLettersWithoutTopic());
    return problems;
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public DeliverySettings value() {
    return DeliverySettings.of(values);
  }

  private List<Problem> deadLettersWithoutTopic() {
    boolean noTopic =
        values
            .resolve(DeliveryOptions.DEAD_LETTER_TOPIC)
            .value()
            .map(Optional::isEmpty)
            .orElse(false);
    return Stream.of(
            DeliveryOptions.ON_MALFORMED, DeliveryOptions.ON_INVALID, DeliveryOptions.ON_REJECTED)
        .map(values::resolve)
        .filter(policy -> noTopic && policy.value().equals(Optional.of(FailurePolicy.DEAD_LETTER)))
        .map(
            policy ->
                policy.problem(
                    DeliveryOptions.DEAD_LETTER_TOPIC.name() + " beside it, or another policy", ""))
        .toList();
  }
}
