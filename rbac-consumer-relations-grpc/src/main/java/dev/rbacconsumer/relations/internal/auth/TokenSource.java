package dev.rbacconsumer.relations.internal.auth;

import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import java.util.concurrent.CompletableFuture;

/**
 * Source of the tokens of calls. Its methods never block; callers wait on the future. A future may
 * be shared, and fails only with {@link TokenUnavailableException}. Thread-safe.
 */
public interface TokenSource extends AutoCloseable {
  /** Returns a token that is valid as far as we know. */
  CompletableFuture<String> token();

  /** Returns a replacement for a refused token: another one, or the same if there is no other. */
  CompletableFuture<String> insteadOf(String refused);

  /** Stops its background work. */
  @Override
  default void close() {}

  /** Returns a source with one fixed token. */
  static TokenSource fixed(String token) {
    return new TokenSource() {
      @Override
      public CompletableFuture<String> token() {
        return CompletableFuture.completedFuture(token);
      }

      @Override
      public CompletableFuture<String> insteadOf(String refused) {
        return token();
      }

      @Override
      public String toString() {
        return "a fixed token";
      }
    };
  }
}
