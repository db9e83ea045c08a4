package dev.rbacconsumer.core.health;

/**
 * Condition of health, as found by one check.
 *
 * @param name one word, public: probes show it
 * @param scope consequence if it is not met
 * @param met whether it is met
 * @param reason explanation why it is met or not, without a full stop; the same as long as {@code
 *     met} is the same and the cause too, and free of secrets
 */
public record Condition(String name, Scope scope, boolean met, String reason) {
  /** Consequences of a condition. */
  public enum Scope {
    /** If it is not met, only a restart helps. */
    LIVENESS,
    /** If it is not met, the consumer cannot work, and a restart would not help. */
    READINESS
  }

  /** Returns a condition of liveness, and so of readiness. */
  public static Condition liveness(String name, boolean met, String reason) {
    return new Condition(name, Scope.LIVENESS, met, reason);
  }

  /** Returns a condition of readiness only. */
  public static Condition readiness(String name, boolean met, String reason) {
    return new Condition(name, Scope.READINESS, met, reason);
  }
}
