package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.settings.DurationOrder;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.ResolvedSetting;
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
      Stream.of(DeliveryOptions.ALL, QuarantineOptions.ALL, ReplayOptions.ALL)
          .flatMap(List::stream)
          .toList();

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
    problems.addAll(
        withoutTopic(
            FailurePolicy.DEAD_LETTER,
            DeliveryOptions.DEAD_LETTER_TOPIC,
            List.of(
                DeliveryOptions.ON_MALFORMED,
                DeliveryOptions.ON_INVALID,
                DeliveryOptions.ON_REJECTED)));
    problems.addAll(
        withoutTopic(
            FailurePolicy.QUARANTINE,
            QuarantineOptions.TOPIC,
            List.of(DeliveryOptions.ON_INVALID, DeliveryOptions.ON_REJECTED)));
    sameTopic().ifPresent(problems::add);
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

  /** Returns a problem for each setting that names a policy without the topic that it needs. */
  private List<Problem> withoutTopic(
      FailurePolicy wanting,
      Setting<Optional<String>> topic,
      List<Setting<FailurePolicy>> policies) {
    boolean noTopic = values.resolve(topic).value().map(Optional::isEmpty).orElse(false);
    return policies.stream()
        .map(values::resolve)
        .filter(policy -> noTopic && policy.value().equals(Optional.of(wanting)))
        .map(policy -> policy.problem(topic.name() + " beside it, or another policy", ""))
        .toList();
  }

  private Optional<Problem> sameTopic() {
    ResolvedSetting<Optional<String>> quarantine = values.resolve(QuarantineOptions.TOPIC);
    Optional<String> topic = quarantine.value().flatMap(it -> it);
    Optional<String> letters =
        values.resolve(DeliveryOptions.DEAD_LETTER_TOPIC).value().flatMap(it -> it);
    return topic.isPresent() && topic.equals(letters)
        ? Optional.of(
            quarantine.problem(
                "another topic than " + DeliveryOptions.DEAD_LETTER_TOPIC.name(), ""))
        : Optional.empty();
  }
}
