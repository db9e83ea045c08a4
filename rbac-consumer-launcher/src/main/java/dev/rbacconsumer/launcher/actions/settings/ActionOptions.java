package dev.rbacconsumer.launcher.actions.settings;

import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.launcher.config.types.AdminTypes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of the actions of operators, as the documentation lists them. */
public final class ActionOptions {
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

  /** Port of the listener. */
  public static final Setting<Optional<Integer>> PORT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ACTIONS_PORT",
          AdminTypes.listeningPort("rbac-kafka-consumer-actions"),
          "0",
          "Port on which operators act on partitions: retry, pause, resume, set a record aside."
              + " `0` is any port that is free; the commands find it. `off` is none.");

  /** Address of the listener. */
  public static final Setting<InetAddress> BIND =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ACTIONS_BIND",
          address(),
          "127.0.0.1",
          "IP address on which that port listens. The default serves only clients on the same"
              + " machine or in the same pod; any other address needs a token.");

  /** File with the token. */
  public static final Setting<Optional<Path>> TOKEN_FILE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "File with the token that every request to act must carry, of 16 to 1024 visible"
              + " characters. It is read with each request, so it can be replaced at any time.");

  /** Topic of the audit trail. */
  public static final Setting<Optional<String>> AUDIT_TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_AUDIT_TOPIC",
          ValueTypes.optional(ValueTypes.topic()),
          "",
          "Topic to which every action of an operator is written, beside the log.");

  /** File of the audit trail. */
  public static final Setting<Optional<Path>> AUDIT_FILE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_AUDIT_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "File to which every action of an operator is appended. Without a dead-letter topic, it"
              + " also keeps a copy of each record that an operator sets aside; put it on a volume"
              + " that outlasts the pod.");

  /** All of these settings, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(PORT, BIND, TOKEN_FILE, AUDIT_TOPIC, AUDIT_FILE);

  private ActionOptions() {}

  private static ValueType<InetAddress> address() {
    return new ValueType<>(
        "address",
        "an IP address such as 127.0.0.1 or ::",
        "an IP address such as 127.0.0.1, 0.0.0.0 or ::1",
        ActionOptions::parsed);
  }

  private static ParseResult<InetAddress> parsed(String text) {
    if (!ADDRESS.matcher(text).matches() || (!text.contains(":") && !text.contains("."))) {
      return ParseResult.bad();
    }
    try {
      return ParseResult.good(InetAddress.getByName(text));
    } catch (UnknownHostException noAddress) {
      return ParseResult.bad();
    }
  }
}
