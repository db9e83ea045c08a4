package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.relations.FakeIdentityProvider.Mood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tokens come from, and what happens when there is none that is good. */
class TokenTest {
  private static final Duration LONG = PatientSettings.LONG;

  @RegisterExtension private final SecretsStayOut log = new SecretsStayOut();
  @TempDir private Path directory;
  private final FakeIdentityProvider provider = new FakeIdentityProvider();
  private final RelationsServer server =
      RelationsServer.builder().bearerTokens(provider::isGood).start();
  private final FenceToken fence = server.stealLock("group/0");

  TokenTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
    provider.close();
  }

  @Test
  void aTokenIsFetchedOnceForAllCalls() throws Exception {
    try (RelationsChannel channel = open(provider.client().withScope("openid api"))) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("applied");
      assertThat(apply(channel, removing(members(0, 40)))).isEqualTo("applied");
    }

    assertThat(server.calls()).isGreaterThan(40);
    assertThat(provider.forms()).singleElement().asString().endsWith("&scope=openid+api");
  }

  @Test
  void theTokenEndpointIsLookedUpAtTheIssuer() throws Exception {
    try (RelationsChannel channel = open(provider.clientOfIssuer())) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("applied");
    }
  }

  @Test
  void anEndpointOfAnotherIssuerIsNotAsked() throws Exception {
    provider.callItself("https://elsewhere.example.com");
    try (RelationsChannel channel = open(provider.clientOfIssuer())) {
      assertThat(apply(channel, adding(members(0, 1))))
          .isEqualTo("identity_provider_invalid_answer");
    }
    assertThat(provider.forms()).isEmpty();
  }

  @Test
  void theSecretMayGoInTheHeader() throws Exception {
    try (RelationsChannel channel =
        open(provider.client().withSecretIn(Credentials.SecretIn.HEADER))) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("applied");
    }

    assertThat(provider.forms()).containsExactly("grant_type=client_credentials");
  }

  @Test
  void aRefusedTokenIsReplacedOnceForAllCallsInFlight() throws Exception {
    provider.setLifetime(86_400);
    try (RelationsChannel channel = open(provider.client().withTimeout(LONG))) {
      assertThat(apply(channel, adding(members(0, 40)))).isEqualTo("applied");
      provider.voidAllTokens();
      int before = server.calls();

      assertThat(apply(channel, removing(members(0, 40)))).isEqualTo("applied");

      assertThat(provider.forms()).hasSize(2);
      assertThat(server.calls() - before).isBetween(41, 40 + 16);
    }
    assertThat(server.tupleTexts()).isEmpty();
  }

  @Test
  void aTokenRefusedAgainIsAFailureAfterExactlyOneMore() throws Exception {
    RelationsServer strict = RelationsServer.builder().bearerTokens(it -> false).start();
    try (strict;
        RelationsChannel channel = open(strict, provider.client())) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("unauthenticated");

      assertThat(strict.calls()).isEqualTo(2);
      assertThat(provider.forms()).hasSize(2);
    }
  }

  @Test
  void aTokenThatEndsIsRenewedBeforeItDoes() throws Exception {
    provider.setLifetime(1);
    try (RelationsChannel channel = open(provider.client())) {
      apply(channel, adding(members(0, 1)));

      String all =
          Eventually.get(() -> applyQuietly(channel), it -> provider.forms().size() >= 3, LONG);

      assertThat(all).isEqualTo("applied");
    }
  }

  @Test
  void withoutAProviderNoCallIsMadeUntilItIsBack() throws Exception {
    provider.set(Mood.BUSY);
    try (RelationsChannel channel = open(provider.client())) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("identity_provider_unavailable");
      assertThat(server.calls()).isZero();

      provider.set(Mood.WELL);

      String next = Eventually.get(() -> applyQuietly(channel), "applied"::equals, LONG);
      assertThat(next).isEqualTo("applied");
      assertThat(log.lines())
          .anyMatch(it -> it.startsWith("WARN") && it.contains("answered 503"))
          .anyMatch(it -> it.startsWith("INFO") && it.contains("gives tokens again"));
    }
  }

  @Test
  void aProviderThatIsDownIsUnavailable() throws Exception {
    provider.close();
    try (RelationsChannel channel = open(provider.client())) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("identity_provider_unavailable");
    }
    assertThat(server.calls()).isZero();
  }

  @Test
  void aProviderThatGetsStuckInItsAnswerIsGivenUp() throws Exception {
    provider.set(Mood.STUCK);
    try (RelationsChannel channel = open(provider.client().withTimeout(Duration.ofMillis(200)))) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("identity_provider_unavailable");
    }
  }

  @Test
  void anAttemptEndsInItsTimeWhileTheProviderIsSlow() throws Exception {
    provider.set(Mood.STUCK);
    try (RelationsChannel channel = open(provider.client().withTimeout(LONG))) {
      Outcome outcome =
          new GrpcRelationSink(channel).apply(adding(members(0, 1)), fence, Duration.ofMillis(200));

      assertThat(reason(outcome)).isIn("identity_provider_unavailable", "deadline_exceeded");
    }
  }

  @Test
  void aRefusalOfTheProviderIsReported() throws Exception {
    provider.set(Mood.REFUSING);
    try (RelationsChannel channel = open(provider.client())) {
      Outcome outcome = new GrpcRelationSink(channel).apply(adding(members(0, 1)), fence, LONG);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.RetryLater.class,
              it -> {
                assertThat(it.reason()).isEqualTo("identity_provider_refused");
                assertThat(it.message())
                    .contains("answered 401 invalid_client")
                    .doesNotContain("planted");
              });
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    provider.set(Mood.REDIRECTING);
    try (RelationsChannel channel = open(provider.client())) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("identity_provider_refused");
    }
    assertThat(provider.forms()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>planted</html>", "{}", "{\"access_token\":\"a b\"}", "{\"acc"})
  void garbageIsNoToken(String answer) throws Exception {
    provider.answerOddly(answer);
    try (RelationsChannel channel = open(provider.client())) {
      assertThat(apply(channel, adding(members(0, 1))))
          .isEqualTo("identity_provider_invalid_answer");
    }
    assertThat(server.calls()).isZero();
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() throws Exception {
    provider.answerOddly("{\"x\":\"" + "y".repeat(1_000_000) + "\"}");
    try (RelationsChannel channel = open(provider.client())) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("identity_provider_unavailable");
    }
  }

  @Test
  void theProviderMustBeOfAnAuthorityThatIsTrusted() throws Exception {
    TestAuthority authority = new TestAuthority();
    Path trusted = authority.certificateIn(directory.resolve("ca.crt"));
    try (FakeIdentityProvider secure = FakeIdentityProvider.withTls(authority);
        RelationsServer behind = RelationsServer.builder().bearerTokens(secure::isGood).start();
        RelationsChannel trusting = open(behind, secure.client().trusting(trusted));
        RelationsChannel system = open(behind, secure.client())) {
      behind.stealLock("group/0");

      assertThat(apply(system, adding(members(0, 1)))).isEqualTo("identity_provider_unavailable");
      assertThat(secure.forms()).isEmpty();
      assertThat(apply(trusting, adding(members(0, 1)))).isEqualTo("fence lost");
    }
  }

  @Test
  void aFixedTokenIsSentAndARefusedOneIsNotSentTwice() throws Exception {
    String token = SecretsStayOut.secret("fixed");
    try (RelationsServer open = RelationsServer.builder().bearerToken(token).start();
        RelationsChannel good = open(open, new Credentials.Token(token));
        RelationsChannel bad = open(open, new Credentials.Token(SecretsStayOut.secret("wrong")))) {
      open.store().touch(members(0, 1), null);
      assertThat(apply(good, adding(members(0, 1)))).isEqualTo("fence lost");
      int before = open.calls();

      assertThat(apply(bad, adding(members(0, 1)))).isEqualTo("unauthenticated");

      assertThat(open.calls() - before).isEqualTo(1);
    }
  }

  @Test
  void aTokenFileIsReadAgainWhenItsTokenIsRefused() throws Exception {
    Path file = directory.resolve("token");
    String first = SecretsStayOut.secret("first");
    String second = SecretsStayOut.secret("second");
    Files.writeString(file, first + "\n");
    try (RelationsServer picky =
            RelationsServer.builder().bearerTokens(it -> it.equals(read(file))).start();
        RelationsChannel channel = open(picky, new Credentials.TokenFile(file))) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("fence lost");
      Files.writeString(file, second + "\n");

      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("fence lost");
    }
  }

  @Test
  void withoutATokenFileNoCallIsMade() throws Exception {
    try (RelationsChannel channel = open(new Credentials.TokenFile(directory.resolve("missing")))) {
      assertThat(apply(channel, adding(members(0, 1)))).isEqualTo("token_file_unreadable");
    }
    assertThat(server.calls()).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  private RelationsChannel open(Credentials credentials) {
    return open(server, credentials);
  }

  private static RelationsChannel open(RelationsServer to, Credentials credentials) {
    return RelationsChannel.open(PatientSettings.of(to.target()).credentials(credentials).build());
  }

  private String applyQuietly(RelationsChannel channel) {
    try {
      return apply(channel, adding(members(0, 1)));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private String apply(RelationsChannel channel, TupleChange change) throws InterruptedException {
    SecretsStayOut.lookFor(fence.token());
    return reason(new GrpcRelationSink(channel).apply(change, fence, LONG));
  }

  private static String reason(Outcome outcome) {
    return outcome.match(a -> "applied", it -> it.reason(), it -> it.reason(), it -> "fence lost");
  }
}
