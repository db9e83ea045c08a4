package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tracks the health from check to check: the time since which each condition is met or unmet, and
 * whether the consumer has started to work. Thread-safe, and does not wait.
 */
public final class HealthTracker {
  private static final List<Condition> FAILED =
      List.of(Condition.liveness(HealthView.LOOK, false, "the check failed; see the log"));

  private final HealthCheck check;
  private final Clock clock;
  private final Object updating = new Object();
  private volatile HealthView known;

  /** Creates a tracker that has not checked yet. */
  public HealthTracker(HealthCheck check, Clock clock) {
    this.check = check;
    this.clock = clock;
    this.known = HealthView.notChecked(clock.now());
  }

  /** Returns the result of the last check. */
  public HealthView known() {
    return known;
  }

  /** Checks and returns the result. A check that throws counts as {@link Health#HUNG}. */
  public HealthView check() {
    return follow(check, thrown -> {});
  }

  /**
   * Lets the check report its changes, then checks and returns the result.
   *
   * @param failures receives what the check throws, which counts as {@link Health#HUNG}
   */
  public HealthView reportAndCheck(Consumer<Throwable> failures) {
    return follow(
        () -> {
          check.reportChanges();
          return check.check();
        },
        failures);
  }

  private HealthView follow(HealthCheck source, Consumer<Throwable> failures) {
    List<Condition> conditions;
    try {
      conditions = source.check();
    } catch (RuntimeException | Error thrown) {
      failures.accept(thrown);
      conditions = FAILED;
    }
    synchronized (updating) {
      known = known.followedBy(conditions, clock.now());
      return known;
    }
  }
}
