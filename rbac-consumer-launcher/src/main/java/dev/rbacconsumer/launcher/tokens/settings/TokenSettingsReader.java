package dev.rbacconsumer.launcher.tokens.settings;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.SettingsPart;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings of tokens and notifications, and checks them together. Immutable. */
public final class TokenSettingsReader implements SettingsPart<TokenSettings> {
  private final SettingValues values;

  /** Creates a reader of these values. */
  public TokenSettingsReader(SettingValues values) {
    this.values = values;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Clowder names a database in many deployments that do not use it here: its settings count
   * only with {@code postgres}.
   */
  @Override
  public List<Setting<?>> settings() {
    return switch (mode()) {
      case LOG -> List.of(TokenOptions.MODE);
      case KAFKA -> List.of(TokenOptions.MODE, TokenOptions.TOPIC, TokenOptions.MAX_WAIT);
      case POSTGRES ->
          TokenOptions.ALL.stream()
              .<Setting<?>>map(it -> it)
              .filter(it -> !it.equals(TokenOptions.TOPIC))
              .toList();
    };
  }

  @Override
  public List<Problem> problems() {
    return switch (mode()) {
      case LOG -> List.of();
      case KAFKA -> missing(TokenOptions.TOPIC, "the name of a topic").stream().toList();
      case POSTGRES -> databaseProblems();
    };
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public TokenSettings value() {
    return switch (mode()) {
      case LOG -> new TokenSettings.Log();
      case KAFKA ->
          new TokenSettings.Kafka(
              get(TokenOptions.TOPIC).orElseThrow(), get(TokenOptions.MAX_WAIT));
      case POSTGRES ->
          new TokenSettings.Postgres(
              database(),
              get(TokenOptions.CHANNEL),
              get(TokenOptions.UPDATE),
              get(TokenOptions.NOTIFY),
              get(TokenOptions.QUEUE),
              get(TokenOptions.MAX_WAIT));
    };
  }

  /** Returns the mode; that of the default if the setting is invalid, which is a problem itself. */
  private TokenMode mode() {
    return values.resolve(TokenOptions.MODE).value().orElse(TokenMode.LOG);
  }

  private List<Problem> databaseProblems() {
    List<Problem> problems = new ArrayList<>();
    Stream.of(
            missing(TokenOptions.HOST, "the name of a server"),
            missing(TokenOptions.NAME, "the name of a database"),
            missing(TokenOptions.USER, "a login"),
            excluded(TokenOptions.PASSWORD_FILE, TokenOptions.PASSWORD),
            excluded(TokenOptions.ROOT_CERT, TokenOptions.CA))
        .flatMap(Optional::stream)
        .forEach(problems::add);
    return problems;
  }

  private <T> Optional<Problem> missing(Setting<Optional<T>> setting, String wanted) {
    boolean isMissing = values.resolve(setting).value().filter(Optional::isEmpty).isPresent();
    return isMissing
        ? Optional.of(
            new Problem(
                setting.name(),
                "%s, because %s is %s"
                    .formatted(wanted, TokenOptions.MODE.name(), ValueTypes.nameOf(mode())),
                "nothing"))
        : Optional.empty();
  }

  private Optional<Problem> excluded(
      Setting<? extends Optional<?>> setting, Setting<? extends Optional<?>> other) {
    return isSet(setting) && isSet(other)
        ? Optional.of(values.resolve(setting).problem("it or " + other.name() + ", not both", ""))
        : Optional.empty();
  }

  private boolean isSet(Setting<? extends Optional<?>> setting) {
    return values.resolve(setting).value().filter(Optional::isPresent).isPresent();
  }

  private DatabaseSettings database() {
    Optional<DatabaseSettings.Secret> password =
        get(TokenOptions.PASSWORD).map(DatabaseSettings.Secret.Text::new);
    Optional<DatabaseSettings.Authorities> authorities =
        get(TokenOptions.CA).map(DatabaseSettings.Authorities.Text::new);
    return new DatabaseSettings(
        HostAndPort.parse(
                TokenTypes.bracketed(get(TokenOptions.HOST).orElseThrow())
                    + ":"
                    + get(TokenOptions.PORT))
            .orElseThrow(),
        get(TokenOptions.NAME).orElseThrow(),
        get(TokenOptions.USER).orElseThrow(),
        password.or(() -> get(TokenOptions.PASSWORD_FILE).map(DatabaseSettings.Secret.File::new)),
        get(TokenOptions.SSL_MODE),
        authorities.or(
            () -> get(TokenOptions.ROOT_CERT).map(DatabaseSettings.Authorities.File::new)),
        Duration.ofMillis(get(TokenOptions.LOCK_TIMEOUT_MS)));
  }

  private <T> T get(Setting<T> setting) {
    return values.get(setting);
  }
}
