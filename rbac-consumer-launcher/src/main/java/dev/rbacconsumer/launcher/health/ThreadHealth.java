package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.launcher.runtime.UncaughtErrors;
import java.util.ArrayList;
import java.util.List;

/** Adds to a check that no thread of the process has ended because of an unexpected error. */
public final class ThreadHealth implements HealthCheck {
  private final HealthCheck check;
  private final UncaughtErrors errors;

  /**
   * @param check whose conditions come first
   * @param errors knows whether a thread has ended
   */
  public ThreadHealth(HealthCheck check, UncaughtErrors errors) {
    this.check = check;
    this.errors = errors;
  }

  @Override
  public void begin(Runnable news) {
    check.begin(news);
  }

  @Override
  public void reportChanges() {
    check.reportChanges();
  }

  @Override
  public List<Condition> check() {
    List<Condition> all = new ArrayList<>(check.check());
    all.add(
        Condition.liveness(
            "threads",
            errors.first().isEmpty(),
            errors.first().orElse("no thread has ended because of an unexpected error")));
    return all;
  }
}
