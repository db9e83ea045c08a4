package dev.rbacconsumer.kafka.settings;

import dev.rbacconsumer.core.internal.text.NearestName;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.RawValue;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.client.KafkaProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Configured properties of the Kafka client, by Kafka's names: from the environment as {@code
 * KAFKA_PROPERTY_MAX_POLL_RECORDS}, from a file as {@code kafka.max.poll.records}.
 *
 * @param given value with the highest precedence of each property
 */
record ClientProperties(SortedMap<String, RawValue> given) {
  /** Properties that our own settings determine, each with the reason why it cannot be set here. */
  private static final Map<String, String> OF_OUR_OWN =
      Map.of(
          "group.protocol", ownSetting("the protocol of the group", KafkaSettings.GROUP_PROTOCOL),
          "group.instance.id",
              ownSetting("the name of a static member", KafkaSettings.GROUP_INSTANCE_ID));

  /** Returns all configured properties, valid or not. */
  static ClientProperties of(SettingValues values) {
    return new ClientProperties(values.find(KafkaSettings.PROPERTIES));
  }

  /** Returns a copy without the properties for the security of a connection. */
  ClientProperties withoutSecurity() {
    SortedMap<String, RawValue> rest = new TreeMap<>(given);
    rest.keySet().removeIf(ClientProperties::isSecurity);
    return new ClientProperties(rest);
  }

  /** Returns the names of those that {@link #withoutSecurity} leaves out, as given. */
  List<String> security() {
    return given.entrySet().stream()
        .filter(it -> isSecurity(it.getKey()))
        .map(it -> it.getValue().name())
        .toList();
  }

  /**
   * Returns a problem for each property that cannot be set or has a wrong value, and for invalid
   * combinations.
   */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    given.forEach((property, value) -> problem(property, value).ifPresent(problems::add));
    problems.addAll(new ClientSecurity(this).problems());
    return problems;
  }

  /**
   * Returns a warning for each property that the client does not know: it may be meant for a login
   * module.
   */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    given.forEach(
        (property, value) -> {
          if (!KafkaProperties.isKnown(property)) {
            warnings.add(
                "%s: Kafka knows no property %s and is given it all the same; the nearest it knows"
                        .formatted(value.name(), SafeText.quoted(property))
                    + " is "
                    + NearestName.of(property, KafkaProperties.known().stream()));
          }
        });
    return warnings;
  }

  /** Returns one line for each property, for the log. */
  List<String> lines() {
    return given.entrySet().stream()
        .map(
            it ->
                "%s = %s (%s)"
                    .formatted(
                        KafkaSettings.PROPERTIES.key(it.getKey()),
                        shown(it.getKey(), it.getValue()),
                        it.getValue().from()))
        .toList();
  }

  /** Returns the values as the client takes them. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    given.forEach((property, value) -> values.put(property, value.text()));
    return values;
  }

  /** Returns the value of a property; empty if it is not set. */
  String text(String property) {
    return Optional.ofNullable(given.get(property)).map(RawValue::text).orElse("");
  }

  /** Returns a problem with a property that is set. */
  Problem problem(String property, String wanted) {
    RawValue value = given.get(property);
    if (value == null) {
      throw new IllegalArgumentException("want a property that is given, got " + property);
    }
    String shown =
        KafkaProperties.isSecret(property) ? "a hidden value" : SafeText.quoted(value.text());
    return new Problem(value.name(), wanted, shown);
  }

  private Optional<Problem> problem(String property, RawValue value) {
    return KafkaProperties.whyFixed(property)
        .or(() -> Optional.ofNullable(OF_OUR_OWN.get(property)))
        .map(reason -> "it not set, because " + reason)
        .or(
            () ->
                ClientSecurity.isReference(value.text())
                    ? Optional.empty()
                    : KafkaProperties.wantedInstead(property, value.text()))
        .map(wanted -> problem(property, wanted));
  }

  private static String ownSetting(String what, Setting<?> setting) {
    return "%s has a setting of its own, %s".formatted(what, setting.name());
  }

  private static String shown(String property, RawValue value) {
    // A reference names the place of a secret, not the secret.
    boolean open =
        !KafkaProperties.isSecret(property) || ClientSecurity.isOnlyReference(value.text());
    return open ? SafeText.quoted(value.text()) : "(hidden)";
  }

  private static boolean isSecurity(String property) {
    return property.equals("security.protocol")
        || property.startsWith("sasl.")
        || property.startsWith("ssl.");
  }
}
