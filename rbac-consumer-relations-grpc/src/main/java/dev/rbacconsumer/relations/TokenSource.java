package dev.rbacconsumer.relations;

import java.util.concurrent.CompletableFuture;

/**
 * Where the tokens of calls come from. Asking never blocks; who waits, waits on the future. A
 * future may be shared, and fails with {@link TokenUnavailableException} alone. Thread-safe.
 */
interface TokenSource extends AutoCloseable {
  /** A token that is good as far as we know. */
  CompletableFuture<String> token();

  /**
   * What to use in place of a token that the server has refused: another one, or the same where
   * there is no other.
   */
  CompletableFuture<String> insteadOf(String refused);

  /** Ends what it does in the background. */
  @Override
  default void close() {}

  /** One token for ever. */
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
