package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.testkit.kafka.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Change of one setting.
 *
 * @param name name of the setting
 * @param before environment before the change, beside what must always be set
 * @param value another valid value than the one before
 */
record SettingChange(String name, Map<String, String> before, String value) {
  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "localhost:9092",
          "RBAC_KAFKA_CONSUMER_TOPIC", "topic",
          "REPLICATION_TO_RELATION_ENABLED", "true");

  private static final Map<String, String> LOGIN =
      Map.of(
          "RELATION_API_CLIENT_ID", "me",
          "RELATION_API_CLIENT_SECRET", "secret",
          "RELATION_API_TOKEN_URL", "https://sso.example.com/token");

  private static final Map<String, String> SSO_LOGIN =
      Map.of(
          "RELATION_API_CLIENT_ID", "me",
          "RELATION_API_CLIENT_SECRET", "secret",
          "REDHAT_SSO", "sso.example.com");

  private static final Map<String, String> DATABASE =
      Map.of(
          "RBAC_KAFKA_CONSUMER_TOKENS", "postgres",
          "DATABASE_HOST", "localhost",
          "DATABASE_NAME", "rbac",
          "DATABASE_USER", "me",
          "PGSSLMODE", "verify-full");

  /** Settings whose other values are valid wherever the setting is. */
  private static final Map<String, String> ALONE =
      Map.ofEntries(
          Map.entry("RBAC_KAFKA_CONSUMER_REPLICAS", "0"),
          Map.entry("KAFKA_SERVERS", "localhost:9093"),
          Map.entry("RBAC_KAFKA_CUSTOM_CONSUMER_BROKER", "localhost:9094"),
          Map.entry("RBAC_KAFKA_CONSUMER_TOPIC", "other"),
          Map.entry("RBAC_KAFKA_CONSUMER_GROUP_ID", "other"),
          Map.entry("RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL", "consumer"),
          Map.entry("RBAC_KAFKA_CONSUMER_GROUP_INSTANCE_ID", "one"),
          Map.entry("REPLICATION_TO_RELATION_ENABLED", "false"),
          Map.entry("RELATION_API_SERVER", "localhost:9001"),
          Map.entry("RELATION_API_TIMEOUT", "3s"),
          Map.entry("RELATION_API_DIALECT", "spicedb"),
          Map.entry("RELATION_API_SPICEDB_RELATION_PREFIX", "false"),
          Map.entry("RELATION_API_SPICEDB_TYPE_NAMESPACE", "false"),
          Map.entry("RELATION_API_CONNECT_TIMEOUT", "2s"),
          Map.entry("RELATION_API_KEEPALIVE_TIME", "1m"),
          Map.entry("RELATION_API_TLS", "on"),
          Map.entry("RELATION_API_AUTHORITY", "relations.example.com"),
          Map.entry("RELATION_API_TOKEN", "word"),
          Map.entry("RELATION_API_TOKEN_FILE", "/run/token"),
          Map.entry("RELATION_API_ALLOW_PLAINTEXT_TOKEN", "true"),
          Map.entry("RELATION_API_MAX_CONCURRENT_DELETES", "4"),
          Map.entry("RELATION_API_MAX_TUPLES_PER_WRITE", "500"),
          Map.entry("RELATION_API_FENCING", "off"),
          Map.entry("RELATION_API_REMOVE_STRAY_LOCKS", "off"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "2s"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "2m"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_JITTER", "0.2"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_MALFORMED", "stop"),
          Map.entry("RBAC_KAFKA_CONSUMER_MALFORMED_STREAK", "7"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_INVALID", "skip"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_REJECTED", "skip"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_DATA_LOSS", "latest"),
          Map.entry("RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC", "true"),
          Map.entry("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "dead"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS", "7"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES", "64KiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_WINDOW", "8"),
          Map.entry("RBAC_KAFKA_CONSUMER_WINDOW_MAX_TUPLES", "80"),
          Map.entry("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", "9"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "parked"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_MESSAGES", "11"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_BYTES", "12KiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_SERIAL_RELATIONS", "denied"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_UNREADABLE", "by-key"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_STORE_LOSS", "continue"),
          Map.entry("RBAC_KAFKA_CONSUMER_REPLAY", "step-by-step"),
          Map.entry("RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES", "1MiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_REPLAY_DIR", "/var/replays"),
          Map.entry("RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS", "7"),
          Map.entry("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "7s"),
          Map.entry("RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS", "true"),
          Map.entry("RBAC_KAFKA_CONSUMER_DEFAULT_NAMESPACE", "hbi"),
          Map.entry("RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES", "1MiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_MAX_TUPLES", "12"),
          Map.entry("RBAC_KAFKA_CONSUMER_MAX_JSON_DEPTH", "9"),
          Map.entry("RBAC_KAFKA_CONSUMER_MAX_TEXT_LENGTH", "2000"),
          Map.entry("RBAC_KAFKA_CONSUMER_MAX_NUMBER_LENGTH", "11"),
          Map.entry("RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT", "20s"),
          Map.entry("RBAC_KAFKA_CONSUMER_STORE_WAIT", "3s"),
          Map.entry("RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL", "5s"),
          Map.entry("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", "/run/alive"),
          Map.entry("RBAC_KAFKA_CONSUMER_READINESS_FILE", "/run/ready"),
          Map.entry("RBAC_KAFKA_CONSUMER_STALL_REPORT", "20s"),
          Map.entry("RBAC_KAFKA_CONSUMER_STALL_LIVENESS", "400s"),
          Map.entry("RBAC_KAFKA_CONSUMER_PASSED_OVER_DEGRADED", "2h"),
          Map.entry("RBAC_KAFKA_CONSUMER_METRICS_PORT", "off"),
          Map.entry("RBAC_KAFKA_CONSUMER_METRICS_PATH", "/m"),
          Map.entry("RBAC_KAFKA_CONSUMER_STATUS_ACCESS", "loopback"),
          Map.entry("RBAC_KAFKA_CONSUMER_APPLIED_EVENTS", "7"),
          Map.entry("RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS", "a.example"),
          Map.entry("RBAC_KAFKA_CONSUMER_ACTIONS_PORT", "9465"),
          Map.entry("RBAC_KAFKA_CONSUMER_ACTIONS_BIND", "::1"),
          Map.entry("RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE", "/run/actions"),
          Map.entry("RBAC_KAFKA_CONSUMER_AUDIT_TOPIC", "audit"),
          Map.entry("RBAC_KAFKA_CONSUMER_AUDIT_FILE", "/var/audit"),
          Map.entry("RBAC_KAFKA_CONSUMER_ADMIN_ADVERTISED_URL", "off"),
          Map.entry("DJANGO_LOG_LEVEL", "debug"),
          Map.entry("RBAC_KAFKA_CONSUMER_LOG_FORMAT", "json"),
          Map.entry("RBAC_KAFKA_CONSUMER_LOG_MAX_RATE", "7"));

  /**
   * Returns a change of each setting but {@code KAFKA_ENABLED}, which has one valid value.
   *
   * @param directory place for the files that settings name
   */
  static Map<String, SettingChange> all(Path directory) throws IOException {
    Map<String, SettingChange> all = new LinkedHashMap<>();
    ALONE.forEach((name, value) -> all.put(name, new SettingChange(name, Map.of(), value)));
    login(all, LOGIN, "RELATION_API_CLIENT_ID", "you");
    login(all, LOGIN, "RELATION_API_CLIENT_SECRET", "other");
    login(all, LOGIN, "RELATION_API_TOKEN_URL", "https://sso.example.com/other");
    login(all, LOGIN, "RELATION_API_TOKEN_SCOPE", "other");
    login(all, LOGIN, "RELATION_API_TOKEN_SECRET_IN", "header");
    login(all, LOGIN, "RELATION_API_TOKEN_TIMEOUT", "3s");
    login(all, LOGIN, "SCOPE", "other");
    login(all, SSO_LOGIN, "RELATION_API_TOKEN_ISSUER", "https://sso.example.com");
    login(all, SSO_LOGIN, "REDHAT_SSO", "other.example.com");
    login(all, SSO_LOGIN, "OPENID_URL", "/other");
    database(all);
    files(all, directory);
    clowder(all, directory);
    return all;
  }

  /** Returns a change of a setting without companions. */
  static SettingChange of(Setting<?> setting, String value) {
    return new SettingChange(setting.name(), Map.of(), value);
  }

  /** Returns the whole environment before the change. */
  Map<String, String> environmentBefore() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.putAll(before);
    return environment;
  }

  /** Returns the whole environment after the change. */
  Map<String, String> environmentAfter() {
    Map<String, String> environment = environmentBefore();
    environment.put(name, value);
    return environment;
  }

  private static void login(
      Map<String, SettingChange> all, Map<String, String> before, String name, String value) {
    all.put(name, new SettingChange(name, before, value));
  }

  private static void database(Map<String, SettingChange> all) {
    Map<String, String> topic =
        Map.of("RBAC_KAFKA_CONSUMER_TOKENS", "kafka", "RBAC_KAFKA_CONSUMER_TOKENS_TOPIC", "one");
    login(all, topic, "RBAC_KAFKA_CONSUMER_TOKENS_TOPIC", "other");
    login(all, topic, "RBAC_KAFKA_CONSUMER_TOKENS", "log");
    login(all, DATABASE, "RBAC_KAFKA_CONSUMER_TOKENS_MAX_WAIT", "2s");
    login(all, DATABASE, "RBAC_KAFKA_CONSUMER_TOKENS_QUEUE", "300");
    login(all, DATABASE, "RBAC_KAFKA_CONSUMER_TOKENS_UPDATE", "UPDATE t SET c = ? WHERE o = ?");
    login(all, DATABASE, "RBAC_KAFKA_CONSUMER_TOKENS_NOTIFY", "SELECT f(?, ?)");
    login(all, DATABASE, "READ_YOUR_WRITES_CHANNEL", "other");
    login(all, DATABASE, "DATABASE_HOST", "127.0.0.1");
    login(all, DATABASE, "DATABASE_PORT", "5433");
    login(all, DATABASE, "DATABASE_NAME", "other");
    login(all, DATABASE, "DATABASE_USER", "you");
    login(all, DATABASE, "DATABASE_PASSWORD", "other");
    login(all, DATABASE, "DATABASE_PASSWORD_FILE", "/run/password");
    login(all, DATABASE, "PGSSLMODE", "require");
    login(all, DATABASE, "PGSSLROOTCERT", "/run/ca");
    login(all, DATABASE, "DATABASE_CA", "-----BEGIN CERTIFICATE-----");
    login(all, DATABASE, "DATABASE_LOCK_TIMEOUT_MS", "1000");
  }

  private static void files(Map<String, SettingChange> all, Path directory) throws IOException {
    TestCertificate certificate = TestCertificate.selfSigned("localhost");
    Map<String, String> before = new HashMap<>(LOGIN);
    before.put("RELATION_API_TLS", "on");
    for (String name :
        List.of(
            "RELATION_API_CA_FILE",
            "RELATION_API_CLIENT_CERT_FILE",
            "RELATION_API_CLIENT_KEY_FILE",
            "RELATION_API_TOKEN_CA_FILE")) {
      String content = name.contains("KEY") ? certificate.key() : certificate.certificate();
      Path file = Files.writeString(directory.resolve(name), content);
      before.put(name, file.toString());
      Files.writeString(directory.resolve(name + ".other"), content);
    }
    for (String name : List.copyOf(before.keySet())) {
      if (name.endsWith("_FILE")) {
        all.put(name, new SettingChange(name, Map.copyOf(before), before.get(name) + ".other"));
      }
    }
  }

  private static void clowder(Map<String, SettingChange> all, Path directory) throws IOException {
    Path one = Files.writeString(directory.resolve("one.json"), "{\"metricsPort\": 9001}");
    Path two = Files.writeString(directory.resolve("two.json"), "{\"metricsPort\": 9002}");
    Map<String, String> file = Map.of("ACG_CONFIG", one.toString());
    all.put("CLOWDER_ENABLED", new SettingChange("CLOWDER_ENABLED", file, "false"));
    all.put(
        "ACG_CONFIG",
        new SettingChange(
            "ACG_CONFIG",
            Map.of("CLOWDER_ENABLED", "true", "ACG_CONFIG", one.toString()),
            two.toString()));
  }
}
