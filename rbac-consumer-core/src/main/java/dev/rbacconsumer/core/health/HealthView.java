package dev.rbacconsumer.core.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Result of the last check. Immutable.
 *
 * @param health health that follows from all conditions
 * @param standings every condition, in the order of the check
 * @param started whether the consumer has been ready since it started, and since when that is so
 */
public record HealthView(Health health, List<Standing> standings, Standing started) {
  /** Name of the condition that the consumer has been ready since it started. */
  public static final String STARTED = "started";

  /** Name of the condition that the consumer does not wait for the store before it starts. */
  public static final String START = "start";

  /** Name of the condition that checks are performed. */
  public static final String LOOK = "look";

  public HealthView {
    standings = List.copyOf(standings);
  }

  /** Returns the view before the first check. */
  static HealthView notChecked(Instant now) {
    Standing started = new Standing(Condition.liveness(STARTED, false, "not looked yet"), now);
    return new HealthView(Health.CONNECTED, List.of(), started).without("not looked yet", now);
  }

  /** Returns the view for a time without checks: the earlier results no longer count. */
  public HealthView without(String whyNoLook, Instant since) {
    List<Standing> all = new ArrayList<>(standings);
    all.add(new Standing(Condition.liveness(LOOK, false, whyNoLook), since));
    return new HealthView(Health.HUNG, all, started);
  }

  /** Returns the view after the next check. */
  HealthView followedBy(List<Condition> conditions, Instant now) {
    List<Standing> all = new ArrayList<>();
    for (Condition condition : conditions) {
      Instant since =
          standings.stream()
              .filter(it -> it.isAs(condition))
              .findFirst()
              .map(Standing::since)
              .orElse(now);
      all.add(new Standing(condition, since));
    }
    Health next = Health.of(conditions);
    return new HealthView(next, all, started.condition().met() ? started : started(next, now));
  }

  /** Returns the unmet conditions, as {@code name: reason}. */
  public List<String> troubles() {
    return troubles(condition -> true);
  }

  /** Returns the unmet ones of the conditions that are asked for, as {@code name: reason}. */
  public List<String> troubles(Predicate<Condition> about) {
    return standings.stream()
        .map(Standing::condition)
        .filter(it -> !it.met() && about.test(it))
        .map(it -> it.name() + ": " + it.reason())
        .toList();
  }

  private Standing started(Health next, Instant now) {
    return next == Health.CONNECTED
        ? new Standing(Condition.liveness(STARTED, true, "has been ready"), now)
        : new Standing(
            Condition.liveness(STARTED, false, "has not been ready yet"), started.since());
  }

  /**
   * A condition with its history.
   *
   * @param condition current condition
   * @param since start of the unbroken time in which it has been met, or not met
   */
  public record Standing(Condition condition, Instant since) {
    boolean isAs(Condition other) {
      return condition.name().equals(other.name()) && condition.met() == other.met();
    }
  }
}
