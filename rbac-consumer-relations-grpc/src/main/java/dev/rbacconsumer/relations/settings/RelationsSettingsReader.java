package dev.rbacconsumer.relations.settings;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.SettingsPart;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings of the Relations API, and checks them together. Immutable. */
public final class RelationsSettingsReader implements SettingsPart<RelationsSettings> {
  private final SettingValues values;

  /** Creates a reader of these values. */
  public RelationsSettingsReader(SettingValues values) {
    this.values = values;
  }

  /** Reads the settings, or returns all problems. */
  public static Reading<RelationsSettings> read(SettingValues values) {
    return Reading.of(new RelationsSettingsReader(values), values);
  }

  @Override
  public List<Setting<?>> settings() {
    return RelationsApi.ALL;
  }

  /**
   * {@inheritDoc}
   *
   * <p>There is none while a value is invalid by itself.
   */
  @Override
  public List<Problem> problems() {
    if (!values.problems(RelationsApi.ALL).isEmpty()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    problems.addAll(tlsProblems());
    problems.addAll(credentialProblems());
    if (problems.isEmpty()) {
      privacyProblem().ifPresent(problems::add);
    }
    return problems;
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!get(RelationsApi.FENCING)) {
      warnings.add(
          RelationsApi.FENCING.name()
              + " is off: NOTHING PROVES THAT A PARTITION IS STILL OURS. After a rebalance, or with"
              + " two consumers of one group, an old owner can overwrite what a new one has"
              + " written, and access that was taken away can come back.");
    }
    if (get(RelationsApi.ALLOW_PLAINTEXT_TOKEN) && inTheClear().isPresent()) {
      warnings.add(
          RelationsApi.ALLOW_PLAINTEXT_TOKEN.name()
              + " is true: "
              + inTheClear().get()
              + " in the clear; whoever can listen can do what we can.");
    }
    return warnings;
  }

  @Override
  public RelationsSettings value() {
    RelationsSettings.Builder builder =
        RelationsSettings.forTarget(get(RelationsApi.SERVER).toString())
            .dialect(get(RelationsApi.DIALECT))
            .names(WritingSettings.names(values))
            .transport(transport())
            .credentials(credentials())
            .plaintextTokens(get(RelationsApi.ALLOW_PLAINTEXT_TOKEN))
            .fencing(get(RelationsApi.FENCING))
            .callDeadline(get(RelationsApi.TIMEOUT))
            .connectTimeout(get(RelationsApi.CONNECT_TIMEOUT))
            .keepAliveTime(get(RelationsApi.KEEPALIVE_TIME))
            .maxConcurrentDeletes(get(RelationsApi.MAX_CONCURRENT_DELETES))
            .maxTuplesPerWrite(get(RelationsApi.MAX_TUPLES_PER_WRITE))
            .removeStrayLockTokens(get(RelationsApi.REMOVE_STRAY_LOCKS));
    get(RelationsApi.AUTHORITY).ifPresent(builder::authority);
    return builder.build();
  }

  private List<Problem> tlsProblems() {
    List<Problem> problems = new ArrayList<>();
    if (!isTls()) {
      String because =
          get(RelationsApi.TLS) == RelationsApi.TlsMode.OFF
              ? "without TLS"
              : "without TLS, as the server is on this host";
      Stream.of(RelationsApi.CA_FILE, RelationsApi.CLIENT_CERT_FILE, RelationsApi.CLIENT_KEY_FILE)
          .filter(this::isSet)
          .map(it -> problem(it, RelationsApi.TLS.name() + "=on beside it", " " + because))
          .forEach(problems::add);
      return problems;
    }
    needs(RelationsApi.CLIENT_CERT_FILE, RelationsApi.CLIENT_KEY_FILE).ifPresent(problems::add);
    needs(RelationsApi.CLIENT_KEY_FILE, RelationsApi.CLIENT_CERT_FILE).ifPresent(problems::add);
    return problems;
  }

  private List<Problem> credentialProblems() {
    List<Problem> problems = new ArrayList<>();
    List<Setting<? extends Optional<?>>> sources =
        Stream.<Setting<? extends Optional<?>>>of(
                RelationsApi.TOKEN, RelationsApi.TOKEN_FILE, RelationsApi.CLIENT_ID)
            .filter(this::isSet)
            .toList();
    if (sources.size() > 1) {
      problems.add(
          problem(sources.get(1), "one source of tokens", " beside " + sources.get(0).name()));
    }
    needs(RelationsApi.CLIENT_ID, RelationsApi.CLIENT_SECRET).ifPresent(problems::add);
    for (var dependent :
        List.<Setting<? extends Optional<?>>>of(
            RelationsApi.CLIENT_SECRET,
            RelationsApi.TOKEN_URL,
            RelationsApi.TOKEN_ISSUER,
            RelationsApi.TOKEN_SCOPE,
            RelationsApi.TOKEN_CA_FILE)) {
      needs(dependent, RelationsApi.CLIENT_ID).ifPresent(problems::add);
    }
    if (isSet(RelationsApi.CLIENT_ID) && provider().isEmpty()) {
      problems.add(
          problem(
              RelationsApi.CLIENT_ID,
              "%s or %s beside it"
                  .formatted(RelationsApi.TOKEN_URL.name(), RelationsApi.TOKEN_ISSUER.name()),
              ""));
    }
    if (isSet(RelationsApi.TOKEN_URL) && isSet(RelationsApi.TOKEN_ISSUER)) {
      problems.add(
          problem(
              RelationsApi.TOKEN_ISSUER,
              "it or " + RelationsApi.TOKEN_URL.name() + ", not both",
              ""));
    }
    return problems;
  }

  private Optional<Problem> privacyProblem() {
    return inTheClear()
        .filter(it -> !get(RelationsApi.ALLOW_PLAINTEXT_TOKEN))
        .map(
            it ->
                new Problem(
                    RelationsApi.ALLOW_PLAINTEXT_TOKEN.name(), "true, or TLS all the way", it));
  }

  /**
   * Returns the secret that would be sent to another host without encryption; empty if there is
   * none.
   */
  private Optional<String> inTheClear() {
    HostAndPort server = get(RelationsApi.SERVER);
    boolean token =
        !(credentials() instanceof Credentials.None)
            && !isTls()
            && !RelationsSettings.isLocal(server.toString());
    if (token) {
      return Optional.of("tokens to " + server);
    }
    return credentials() instanceof Credentials.Client client
            && "http".equals(client.provider().url().getScheme())
            && !RelationsSettings.isLocal(client.provider().url().getAuthority())
        ? Optional.of("the client's secret to " + client.provider().url().getAuthority())
        : Optional.empty();
  }

  private Transport transport() {
    if (!isTls()) {
      return Transport.plaintext();
    }
    Optional<Path> chain = get(RelationsApi.CLIENT_CERT_FILE);
    Optional<Path> key = get(RelationsApi.CLIENT_KEY_FILE);
    return new Transport.Tls(
        get(RelationsApi.CA_FILE),
        chain.flatMap(it -> key.map(own -> new Transport.ClientCertificate(it, own))));
  }

  private Credentials credentials() {
    Optional<String> token = get(RelationsApi.TOKEN);
    if (token.isPresent()) {
      return new Credentials.Token(token.get());
    }
    Optional<Path> file = get(RelationsApi.TOKEN_FILE);
    if (file.isPresent()) {
      return new Credentials.TokenFile(file.get());
    }
    Optional<String> id = get(RelationsApi.CLIENT_ID);
    return id.isEmpty()
        ? Credentials.none()
        : new Credentials.Client(
            id.get(),
            get(RelationsApi.CLIENT_SECRET).orElseThrow(),
            provider().orElseThrow(),
            get(RelationsApi.TOKEN_SCOPE).orElse(get(RelationsApi.SCOPE)),
            get(RelationsApi.TOKEN_SECRET_IN),
            get(RelationsApi.TOKEN_CA_FILE),
            get(RelationsApi.TOKEN_TIMEOUT));
  }

  private Optional<Credentials.Provider> provider() {
    Optional<Credentials.Provider> endpoint =
        get(RelationsApi.TOKEN_URL).map(Credentials.Provider.TokenEndpoint::new);
    Optional<Credentials.Provider> issuer =
        get(RelationsApi.TOKEN_ISSUER).map(Credentials.Provider.Issuer::new);
    return endpoint
        .or(() -> issuer)
        .or(
            () ->
                get(RelationsApi.SSO_HOST)
                    .flatMap(host -> ssoUrl(host, get(RelationsApi.OPENID_URL)))
                    .map(Credentials.Provider.TokenEndpoint::new));
  }

  private static Optional<URI> ssoUrl(String host, String path) {
    ParseResult<URI> url =
        ConnectionTypes.url().parse("https://" + host + (path.startsWith("/") ? "" : "/") + path);
    return url instanceof ParseResult.Good<URI> good ? Optional.of(good.value()) : Optional.empty();
  }

  private boolean isTls() {
    return get(RelationsApi.TLS).isFor(get(RelationsApi.SERVER));
  }

  private Optional<Problem> needs(
      Setting<? extends Optional<?>> setting, Setting<? extends Optional<?>> other) {
    return isSet(setting) && !isSet(other)
        ? Optional.of(problem(setting, other.name() + " beside it", ""))
        : Optional.empty();
  }

  private boolean isSet(Setting<? extends Optional<?>> setting) {
    return get(setting).isPresent();
  }

  private Problem problem(Setting<?> setting, String wanted, String detail) {
    return values.resolve(setting).problem(wanted, detail);
  }

  private <T> T get(Setting<T> setting) {
    return values.get(setting);
  }
}
