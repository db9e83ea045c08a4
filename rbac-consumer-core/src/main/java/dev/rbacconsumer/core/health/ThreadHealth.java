package dev.rbacconsumer.core.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Adds the condition that no thread of the process has ended because of an unexpected error. */
public final class ThreadHealth implements HealthCheck {
  private final HealthCheck check;
  private final Supplier<Optional<String>> ended;

  /**
   * Creates a check that extends another one.
   *
   * @param check check whose conditions come first
   * @param ended names the thread that has ended because of an unexpected error, in a few words;
   *     empty while none has; does not wait
   */
  public ThreadHealth(HealthCheck check, Supplier<Optional<String>> ended) {
    this.check = check;
    this.ended = ended;
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
    Optional<String> first = ended.get();
    all.add(
        Condition.liveness(
            "threads",
            first.isEmpty(),
            first.orElse("no thread has ended because of an unexpected error")));
    return all;
  }
}
