package dev.rbacconsumer.core.port;

/**
 * Proof that a partition is ours to write. The store refuses every write that carries a token which
 * a later owner has replaced.
 *
 * @param lockId name of the lock, {@code <group>/<partition>}; not empty
 * @param token the token in force since it was acquired; not empty. A secret: it never reaches a
 *     log, and {@link #toString} leaves it out
 */
public record FenceToken(String lockId, String token) {
  public FenceToken {
    if (lockId.isEmpty() || token.isEmpty()) {
      throw new IllegalArgumentException(
          "fence token: want a lock id and a token, got an empty "
              + (lockId.isEmpty() ? "lock id" : "token"));
    }
  }

  @Override
  public String toString() {
    return "fence of " + lockId;
  }
}
