package dev.rbacconsumer.relations.internal.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.relations.config.BearerToken;
import dev.rbacconsumer.relations.config.Credentials;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds requests to a token endpoint and reads its answers, as defined in RFC 6749. Pure. */
final class TokenRequest {
  /** Lifetime of a token if the provider does not report it; the report is optional. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(1);

  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d+)?");

  private TokenRequest() {}

  static String form(Credentials.Client client) {
    List<String> fields = new ArrayList<>();
    fields.add("grant_type=client_credentials");
    if (client.secretIn() == Credentials.SecretIn.FORM) {
      fields.add("client_id=" + encoded(client.clientId()));
      fields.add("client_secret=" + encoded(client.secret()));
    }
    if (!client.scope().isBlank()) {
      fields.add("scope=" + encoded(client.scope()));
    }
    return String.join("&", fields);
  }

  static Optional<String> authorization(Credentials.Client client) {
    if (client.secretIn() != Credentials.SecretIn.HEADER) {
      return Optional.empty();
    }
    String pair = encoded(client.clientId()) + ":" + encoded(client.secret());
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  /** Returns the token; empty if the answer holds no bearer token that can be sent. */
  static Optional<FetchedToken> token(Map<String, String> answer) {
    String token = answer.getOrDefault("access_token", "");
    String type = answer.getOrDefault("token_type", "Bearer");
    if (!BearerToken.isOne(token) || !type.equalsIgnoreCase("Bearer")) {
      return Optional.empty();
    }
    String seconds = answer.getOrDefault("expires_in", "");
    if (!SECONDS.matcher(seconds).matches()) {
      return Optional.of(new FetchedToken(token, UNKNOWN_LIFETIME));
    }
    Duration life = Duration.ofSeconds((long) Double.parseDouble(seconds));
    return life.isZero()
        ? Optional.empty()
        : Optional.of(
            new FetchedToken(
                token, life.compareTo(LONGEST_LIFETIME) < 0 ? life : LONGEST_LIFETIME));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
