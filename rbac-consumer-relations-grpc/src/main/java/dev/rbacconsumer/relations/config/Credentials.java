package dev.rbacconsumer.relations.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Credentials of the consumer at the server: the bearer token of each call, or its source.
 * Immutable; no {@code toString} shows a secret.
 */
public sealed interface Credentials {
  /** Returns credentials without a token. */
  static Credentials none() {
    return new None();
  }

  /** Calls carry no token. */
  record None() implements Credentials {}

  /**
   * Fixed token.
   *
   * @param value the token without the word {@code Bearer}
   */
  record Token(String value) implements Credentials {
    public Token {
      BearerToken.require(value);
    }

    @Override
    public String toString() {
      return "Token[hidden]";
    }
  }

  /**
   * Token in a file, such as one that Kubernetes keeps fresh. The file is checked at most once a
   * second, and at once when the server refuses its token. Blanks around the token are ignored.
   */
  record TokenFile(Path path) implements Credentials {
    public TokenFile {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * Tokens of an identity provider, by the client credentials grant of OAuth 2.0.
   *
   * <p>A token is requested when a call needs one. From 60 s before its end (or half of its
   * lifetime, if that is shorter) the next one is requested in the background, while calls use the
   * old one. All calls share one request.
   *
   * @param clientId id of the client at the provider
   * @param secret secret of the client
   * @param provider location of the provider
   * @param scope requested scopes, separated by blanks; empty for the provider's default
   * @param secretIn place of the secret in a request
   * @param trusted file with the authorities to trust for these requests, in place of the system's;
   *     as in {@link Transport.Tls}
   * @param timeout longest time for one request, above zero
   */
  record Client(
      String clientId,
      String secret,
      Provider provider,
      String scope,
      SecretIn secretIn,
      Optional<Path> trusted,
      Duration timeout)
      implements Credentials {
    /** Default for the longest time of a token request. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public Client {
      if (clientId.isBlank() || secret.isBlank()) {
        throw new IllegalArgumentException(
            "client: want an id and a secret, got a blank "
                + (clientId.isBlank() ? "id" : "secret"));
      }
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("client timeout: want > 0, got " + timeout);
      }
    }

    /**
     * Creates a client with the secret in the form, no scope, system trust and 5 s for a request.
     */
    public static Client of(String clientId, String secret, Provider provider) {
      return new Client(
          clientId, secret, provider, "", SecretIn.FORM, Optional.empty(), DEFAULT_TIMEOUT);
    }

    /** Returns a copy with another scope. */
    public Client withScope(String scope) {
      return new Client(clientId, secret, provider, scope, secretIn, trusted, timeout);
    }

    /** Returns a copy that sends the secret in another place. */
    public Client withSecretIn(SecretIn place) {
      return new Client(clientId, secret, provider, scope, place, trusted, timeout);
    }

    /** Returns a copy that trusts only the authorities in this file. */
    public Client trusting(Path authorities) {
      return new Client(
          clientId, secret, provider, scope, secretIn, Optional.of(authorities), timeout);
    }

    /** Returns a copy with another time limit for one request. */
    public Client withTimeout(Duration timeout) {
      return new Client(clientId, secret, provider, scope, secretIn, trusted, timeout);
    }

    @Override
    public String toString() {
      return "Client[id=%s, secret=hidden, provider=%s, scope=%s]"
          .formatted(clientId, provider, scope);
    }
  }

  /** Location of an identity provider. */
  sealed interface Provider {
    /** Returns the URL from the settings. */
    URI url();

    /**
     * Token endpoint.
     *
     * @param url {@code https}, or {@code http} to the same host
     */
    record TokenEndpoint(URI url) implements Provider {}

    /**
     * Issuer, whose token endpoint is discovered in its OpenID configuration, and again after a
     * failed token request.
     *
     * @param url {@code https}, or {@code http} to the same host
     */
    record Issuer(URI url) implements Provider {}
  }

  /** Ways to send the client's id and secret to the provider. */
  enum SecretIn {
    /** In the form, as {@code client_secret_post}. */
    FORM,
    /** In the header of HTTP basic authentication, as {@code client_secret_basic}. */
    HEADER
  }
}
