package dev.rbacconsumer.relations.internal.auth;

import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.util.Optional;

/** Creates the token source of the settings. */
public final class TokenSources {
  private TokenSources() {}

  /**
   * Returns the source; empty if calls carry no token.
   *
   * @throws IllegalArgumentException if a file with authorities cannot be used
   */
  public static Optional<TokenSource> of(RelationsSettings settings) {
    Credentials credentials = settings.credentials();
    if (credentials instanceof Credentials.Token fixed) {
      return Optional.of(TokenSource.fixed(fixed.value()));
    } else if (credentials instanceof Credentials.TokenFile file) {
      return Optional.of(new FileTokens(file.path(), System::nanoTime));
    } else if (credentials instanceof Credentials.Client client) {
      ClientCredentialsClient provider =
          new ClientCredentialsClient(client, settings.plaintextTokens());
      return Optional.of(new CachedTokens(provider, System::nanoTime));
    }
    return Optional.empty();
  }
}
