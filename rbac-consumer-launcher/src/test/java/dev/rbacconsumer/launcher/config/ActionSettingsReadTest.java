package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.launcher.actions.settings.ActionSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionSettingsReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the settings of the actions of operators are read. */
final class ActionSettingsReadTest {
  static final ActionSettings DEFAULTS =
      new ActionSettings(
          Optional.of(0),
          address("127.0.0.1"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static final ActionSettings EVERYTHING =
      new ActionSettings(
          Optional.of(9465),
          address("0.0.0.0"),
          Optional.of(Path.of("/run/secrets/token")),
          Optional.of("audit"),
          Optional.of(Path.of("/var/audit/actions.jsonl")));

  /** Returns an environment that sets all of them to other values than the defaults. */
  static Map<String, String> everything() {
    Map<String, String> environment = new HashMap<>();
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_PORT", "9465");
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_BIND", "0.0.0.0");
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE", "/run/secrets/token");
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_TOPIC", "audit");
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", "/var/audit/actions.jsonl");
    return environment;
  }

  @Test
  void allAreReadAsSet() {
    ActionSettingsReader reader = new ActionSettingsReader(SettingValues.of(everything()));

    assertThat(reader.problems()).isEmpty();
    assertThat(reader.value()).isEqualTo(EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
  void loopbackAddressesNeedNoToken(String address) {
    assertThat(problems(Map.of("RBAC_KAFKA_CONSUMER_ACTIONS_BIND", address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3"})
  void anyOtherAddressNeedsAToken(String address) {
    assertThat(problems(Map.of("RBAC_KAFKA_CONSUMER_ACTIONS_BIND", address)))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_ACTIONS_BIND: want a loopback address, or"
                + " RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE too, got \"%s\"".formatted(address));
  }

  @ParameterizedTest
  @CsvSource({"localhost", "1", "all", "127.0.0.1:9465", "1.2.3.4.5"})
  void namesArePortsAndNonsenseAreNoAddresses(String text) {
    var values = SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_ACTIONS_BIND", text));

    assertThat(values.problems(new ActionSettingsReader(values).settings())).hasSize(1);
  }

  private static List<String> problems(Map<String, String> environment) {
    return new ActionSettingsReader(SettingValues.of(environment))
        .problems().stream().map(Object::toString).toList();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
