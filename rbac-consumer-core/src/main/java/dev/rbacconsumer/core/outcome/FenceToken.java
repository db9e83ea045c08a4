package dev.rbacconsumer.core.outcome;

/**
 * Proof that this consumer may write the changes of a partition. The store refuses every write that
 * carries a token which a later owner has replaced.
 *
 * @param lockId name of the lock, {@code <group>/<partition>}; not empty
 * @param token the token in force since it was acquired; not empty. A secret: it never reaches a
 *     log, and {@link #toString} leaves it out
 */
public record FenceToken(String lockId, String token) {
  /** Not a valid id of the store, so it never equals a token that was issued. */
  private static final String UNFENCED = "*unfenced*";

  public FenceToken {
    if (lockId.isEmpty() || token.isEmpty()) {
      throw new IllegalArgumentException(
          "fence token: want a lock id and a token, got an empty "
              + (lockId.isEmpty() ? "lock id" : "token"));
    }
  }

  /**
   * Returns the placeholder that is used where fencing is switched off: a write with it succeeds,
   * whichever consumer holds the lock. A sink sends no fence with it.
   */
  public static FenceToken unfenced(String lockId) {
    return new FenceToken(lockId, UNFENCED);
  }

  /** Returns whether there is a fence at all. */
  public boolean isFenced() {
    return !token.equals(UNFENCED);
  }

  @Override
  public String toString() {
    return (isFenced() ? "fence of " : "no fence of ") + lockId;
  }
}
