package dev.rbacconsumer.relations.internal.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.config.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {
  private static final Credentials.Client CLIENT =
      Credentials.Client.of(
          "me & you",
          "p=1 ü",
          new Credentials.Provider.TokenEndpoint(URI.create("https://sso/token")));

  @Test
  void formHoldsEverythingEncoded() {
    assertThat(TokenRequest.form(CLIENT.withScope("a b")))
        .isEqualTo(
            "grant_type=client_credentials&client_id=me+%26+you&client_secret=p%3D1+%C3%BC"
                + "&scope=a+b");
    assertThat(TokenRequest.authorization(CLIENT)).isEmpty();
  }

  @Test
  void secretInTheHeaderIsNotInTheForm() {
    Credentials.Client client = CLIENT.withSecretIn(Credentials.SecretIn.HEADER);

    assertThat(TokenRequest.form(client)).isEqualTo("grant_type=client_credentials");
    assertThat(TokenRequest.authorization(client))
        .contains(
            "Basic "
                + Base64.getEncoder().encodeToString("me+%26+you:p%3D1+%C3%BC".getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "300, PT5M",
    "1, PT1S",
    "299.9, PT4M59S",
    "999999999, PT24H",
    "'', PT1M",
    "soon, PT1M",
    "-5, PT1M"
  })
  void lifetimeIsWhatTheProviderSaysWithinADay(String expiresIn, Duration lifetime) {
    assertThat(TokenRequest.token(Map.of("access_token", "t", "expires_in", expiresIn)))
        .contains(new FetchedToken("t", lifetime));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":\"two words\"}",
        "{\"access_token\":\"line\\nbreak\"}",
        "{\"access_token\":\"ü\"}",
        "{\"access_token\":{\"nested\":\"t\"}}",
        "{\"access_token\":\"t\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"t\",\"expires_in\":0}",
      })
  void anythingThatIsNoBearerTokenIsNone(String answer) {
    assertThat(TokenRequest.token(FlatJson.read(answer.getBytes(UTF_8)).orElseThrow())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"t\"", "{", "{\"a\":", "{\"a\":\"b\"", "{} {}", "<html>"})
  void whatIsNoObjectIsNoAnswer(String text) {
    assertThat(FlatJson.read(text.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void whatIsNestedDoesNotCount() {
    assertThat(
            FlatJson.read(
                "{\"x\":{\"access_token\":\"a\"},\"y\":[1,{\"access_token\":\"b\"}],\"n\":3}"
                    .getBytes(UTF_8)))
        .contains(Map.of("n", "3"));
  }

  @Test
  void aFetchedTokenDoesNotShowItself() {
    assertThat(new FetchedToken("hush", Duration.ofSeconds(1)).toString()).doesNotContain("hush");
  }
}
