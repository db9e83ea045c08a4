package dev.rbacconsumer.launcher.health;

/**
 * One thing that health rests on, as a look found it.
 *
 * @param name one word, public: probes show it
 * @param scope what it means that it is not met
 * @param met whether all is well with it
 * @param reason why it is met or not, without a full stop; stays the same while that does, and
 *     holds no secret
 */
public record Condition(String name, Scope scope, boolean met, String reason) {
  /** What rests on a condition. */
  public enum Scope {
    /** Where it is not met, only a restart helps. */
    LIVENESS,
    /** Where it is not met, the consumer cannot work, and a restart would not help. */
    READINESS
  }

  /** One on which being alive rests, and so being ready. */
  public static Condition liveness(String name, boolean met, String reason) {
    return new Condition(name, Scope.LIVENESS, met, reason);
  }

  /** One on which only being ready rests. */
  public static Condition readiness(String name, boolean met, String reason) {
    return new Condition(name, Scope.READINESS, met, reason);
  }
}
