package dev.rbacconsumer.relations;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What we say to the server about who is calling: the bearer token of each call, or where it comes
 * from. Immutable; no {@code toString} shows a secret.
 */
public sealed interface Credentials {
  /** No token at all. */
  static Credentials none() {
    return new None();
  }

  /** Calls carry no token. */
  record None() implements Credentials {}

  /**
   * One token for ever.
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
   * The token that a file holds, such as one that Kubernetes keeps fresh. The file is looked at
   * again at most once a second, and at once when the server refuses its token. Blanks around the
   * token do not count.
   */
  record TokenFile(Path path) implements Credentials {
    public TokenFile {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * Tokens of an identity provider, by the client credentials grant of OAuth 2.0.
   *
   * <p>A token is asked for when a call needs one, and from 60 s before its end (or half of its
   * life, if that is shorter) in the background, while calls go on with the old one. All calls wait
   * for one request.
   *
   * @param clientId who we are to the provider
   * @param secret the password for it
   * @param provider where to ask
   * @param scope what to ask for, words with blanks between; empty asks for the provider's default
   * @param secretIn how the secret is sent
   * @param trusted file with the authorities to trust when asking, in place of the system's; as in
   *     {@link Transport.Tls}
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
    /** How long a request for a token may take unless said otherwise. */
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

    /** A client with the secret in the form, no scope, system trust and 5 s for a request. */
    public static Client of(String clientId, String secret, Provider provider) {
      return new Client(
          clientId, secret, provider, "", SecretIn.FORM, Optional.empty(), DEFAULT_TIMEOUT);
    }

    /** The same with another scope. */
    public Client withScope(String scope) {
      return new Client(clientId, secret, provider, scope, secretIn, trusted, timeout);
    }

    /** The same with the secret sent in another way. */
    public Client withSecretIn(SecretIn place) {
      return new Client(clientId, secret, provider, scope, place, trusted, timeout);
    }

    /** The same, trusting the authorities in this file and no others. */
    public Client trusting(Path authorities) {
      return new Client(
          clientId, secret, provider, scope, secretIn, Optional.of(authorities), timeout);
    }

    /** The same with another time for one request. */
    public Client withTimeout(Duration timeout) {
      return new Client(clientId, secret, provider, scope, secretIn, trusted, timeout);
    }

    @Override
    public String toString() {
      return "Client[id=%s, secret=hidden, provider=%s, scope=%s]"
          .formatted(clientId, provider, scope);
    }
  }

  /** Where tokens are asked for. */
  sealed interface Provider {
    /** The URL that is in the settings. */
    URI url();

    /**
     * The token endpoint itself.
     *
     * @param url {@code https}, or {@code http} to the same host
     */
    record TokenEndpoint(URI url) implements Provider {}

    /**
     * An issuer, whose token endpoint is looked up in its OpenID configuration, and looked up again
     * after a request for a token has failed.
     *
     * @param url {@code https}, or {@code http} to the same host
     */
    record Issuer(URI url) implements Provider {}
  }

  /** How a client proves who it is to the provider. */
  enum SecretIn {
    /** Both in the form that is sent, as {@code client_secret_post}. */
    FORM,
    /** In the header of HTTP basic authentication, as {@code client_secret_basic}. */
    HEADER
  }
}
