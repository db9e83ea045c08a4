package dev.rbacconsumer.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecuredBrokerTest {
  private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.";

  @ParameterizedTest
  @CsvSource({
    "SCRAM-SHA-512, org.apache.kafka.common.security.scram.ScramLoginModule",
    "PLAIN, org.apache.kafka.common.security.plain.PlainLoginModule"
  })
  void onlyTheRightPasswordComesIn(String mechanism, String module) throws Exception {
    BrokerSecurity security = BrokerSecurity.login("ann", "rivers-42");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(security)) {
      kafka.createTopic("seen", 1);
      Map<String, Object> client = client(kafka, security);
      client.put("sasl.mechanism", mechanism);
      String login = module + " required username=\"ann\" password=\"%s\";";

      client.put("sasl.jaas.config", login.formatted("rivers-42"));
      assertThat(topics(client)).contains("seen");

      client.put("sasl.jaas.config", login.formatted("rivers-43"));
      assertThatThrownBy(() -> topics(client))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void onlyTheRightCertificateComesIn() throws Exception {
    TestCertificate ours = TestCertificate.selfSigned("ours");
    BrokerSecurity security = BrokerSecurity.clientCertificate(ours);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(security)) {
      kafka.createTopic("seen", 1);
      Map<String, Object> client = client(kafka, security);
      client.put("ssl.keystore.type", "PEM");

      show(ours, client);
      assertThat(topics(client)).contains("seen");

      show(TestCertificate.selfSigned("theirs"), client);
      assertThatThrownBy(() -> topics(client)).hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }

  @Test
  void onlyTokensOfTheIssuerComeIn() throws Exception {
    try (TokenIssuer ours = TokenIssuer.start("ann", "rivers-42");
        TokenIssuer theirs = TokenIssuer.start("ann", "rivers-42")) {
      BrokerSecurity security = BrokerSecurity.tokens(ours);
      try (EmbeddedKafka kafka = EmbeddedKafka.start(security)) {
        kafka.createTopic("seen", 1);
        Map<String, Object> client = client(kafka, security);
        client.put("sasl.mechanism", "OAUTHBEARER");
        client.put("sasl.jaas.config", OAUTH + "OAuthBearerLoginModule required;");
        client.put("sasl.login.callback.handler.class", OAUTH + "OAuthBearerLoginCallbackHandler");
        client.put("sasl.oauthbearer.client.credentials.client.id", "ann");
        client.put("sasl.oauthbearer.client.credentials.client.secret", "rivers-42");

        client.put("sasl.oauthbearer.token.endpoint.url", ours.tokenUrl().toString());
        assertThat(topics(client)).contains("seen");

        client.put("sasl.oauthbearer.token.endpoint.url", theirs.tokenUrl().toString());
        assertThatThrownBy(() -> topics(client))
            .hasCauseInstanceOf(SaslAuthenticationException.class);
      }
    }
  }

  private static Map<String, Object> client(EmbeddedKafka kafka, BrokerSecurity security) {
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", kafka.bootstrapServers());
    client.put("security.protocol", security.protocol());
    client.put("ssl.truststore.type", "PEM");
    client.put("ssl.truststore.certificates", security.certificate());
    return client;
  }

  private static void show(TestCertificate certificate, Map<String, Object> client) {
    client.put("ssl.keystore.key", certificate.key());
    client.put("ssl.keystore.certificate.chain", certificate.certificate());
  }

  private static Iterable<String> topics(Map<String, Object> client)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin = Admin.create(client)) {
      return admin.listTopics().names().get(30, TimeUnit.SECONDS);
    }
  }
}
