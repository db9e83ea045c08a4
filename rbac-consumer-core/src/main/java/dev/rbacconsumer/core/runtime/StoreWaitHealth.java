package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.settings.DurationText;
import java.util.ArrayList;
import java.util.List;

/** Adds the condition that the instance does not wait for the store at its start any more. */
public final class StoreWaitHealth implements HealthCheck {
  private final HealthCheck check;
  private final StoreWait wait;

  /**
   * Creates a check that extends another one.
   *
   * @param check check whose conditions come first
   */
  public StoreWaitHealth(HealthCheck check, StoreWait wait) {
    this.check = check;
    this.wait = wait;
  }

  @Override
  public void begin(Runnable news) {
    wait.onEnd(news);
    check.begin(news);
  }

  @Override
  public void reportChanges() {
    check.reportChanges();
  }

  @Override
  public List<Condition> check() {
    List<Condition> all = new ArrayList<>(check.check());
    boolean isOver = wait.isOver();
    all.add(
        Condition.readiness(
            HealthView.START,
            isOver,
            isOver
                ? "the wait for the Relations API before the first partition is over"
                : "waits up to "
                    + DurationText.show(wait.longest())
                    + " for a usable answer of the Relations API before it asks for partitions"));
    return all;
  }
}
