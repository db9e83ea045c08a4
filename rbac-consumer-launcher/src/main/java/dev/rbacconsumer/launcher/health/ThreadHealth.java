package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.launcher.runtime.UncaughtErrors;
import java.util.ArrayList;
import java.util.List;

/** Adds the condition that no thread of the process has ended because of an unexpected error. */
public final class ThreadHealth implements HealthCheck {
  private final HealthCheck check;
  private final UncaughtErrors errors;

  /**
   * @param check check whose conditions come first
   * @param errors recorder of errors that ended a thread
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
