package dev.rbacconsumer.testkit.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Security settings of a broker for its clients. Immutable.
 *
 * <p>Such a broker has one more port, without any security, only for the helpers of {@link
 * EmbeddedKafka}.
 */
public final class BrokerSecurity {
  private final TestCertificate broker;
  private final String protocol;
  private final Optional<Login> login;
  private final Map<String, String> settings;

  private BrokerSecurity(
      TestCertificate broker, String protocol, Optional<Login> login, Map<String, String> more) {
    this.broker = broker;
    this.protocol = protocol;
    this.login = login;
    Map<String, String> all = new HashMap<>(more);
    all.put("listener.security.protocol.map", BrokerSettings.protocols(protocol));
    all.put("ssl.keystore.type", "PEM");
    all.put("ssl.keystore.key", broker.key());
    all.put("ssl.keystore.certificate.chain", broker.certificate());
    this.settings = Map.copyOf(all);
  }

  /**
   * {@code SASL_SSL}: TLS, and a login by {@code SCRAM-SHA-512} or {@code PLAIN}.
   *
   * @param user the only user that may log in; letters and digits
   * @param password letters, digits and {@code -}
   */
  public static BrokerSecurity login(String user, String password) {
    String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
    String plain =
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(user, password);
    String listener = "listener.name." + BrokerSettings.CLIENT_LISTENER.toLowerCase(Locale.ROOT);
    return new BrokerSecurity(
        TestCertificate.selfSigned("broker"),
        "SASL_SSL",
        Optional.of(new Login(user, password)),
        Map.of(
            listener + ".sasl.enabled.mechanisms",
            "SCRAM-SHA-512,PLAIN",
            listener + ".scram-sha-512.sasl.jaas.config",
            scram,
            listener + ".plain.sasl.jaas.config",
            plain));
  }

  /**
   * {@code SSL}: TLS with a client certificate.
   *
   * @param client certificate of the only client that may connect
   */
  public static BrokerSecurity clientCertificate(TestCertificate client) {
    return new BrokerSecurity(
        TestCertificate.selfSigned("broker"),
        "SSL",
        Optional.empty(),
        Map.of(
            "ssl.client.auth",
            "required",
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.certificates",
            client.certificate()));
  }

  /**
   * {@code SASL_SSL}: TLS, and a login by {@code OAUTHBEARER}.
   *
   * @param issuer issuer of the accepted tokens
   */
  public static BrokerSecurity tokens(TokenIssuer issuer) {
    String listener = "listener.name." + BrokerSettings.CLIENT_LISTENER.toLowerCase(Locale.ROOT);
    String module = "org.apache.kafka.common.security.oauthbearer.";
    return new BrokerSecurity(
        TestCertificate.selfSigned("broker"),
        "SASL_SSL",
        Optional.empty(),
        Map.of(
            listener + ".sasl.enabled.mechanisms",
            "OAUTHBEARER",
            listener + ".oauthbearer.sasl.jaas.config",
            module + "OAuthBearerLoginModule required;",
            listener + ".oauthbearer.sasl.server.callback.handler.class",
            module + "OAuthBearerValidatorCallbackHandler",
            "sasl.oauthbearer.jwks.endpoint.url",
            issuer.keysUrl().toString(),
            "sasl.oauthbearer.expected.audience",
            TokenIssuer.AUDIENCE));
  }

  /** Returns the certificate that clients must trust, in PEM. */
  public String certificate() {
    return broker.certificate();
  }

  /** Returns the value of {@code security.protocol} for clients. */
  public String protocol() {
    return protocol;
  }

  Map<String, String> settings() {
    return settings;
  }

  Optional<Login> login() {
    return login;
  }

  record Login(String user, String password) {}
}
