package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.HealthView;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** Writes changes of the health to the log, and passes them to callbacks. */
final class HealthReports implements Consumer<HealthView> {
  private final String name;
  private final Logger log;
  private final List<Consumer<? super HealthView>> callbacks;

  HealthReports(String name, Logger log, List<Consumer<? super HealthView>> callbacks) {
    this.name = name;
    this.log = log;
    this.callbacks = callbacks;
  }

  @Override
  public void accept(HealthView view) {
    if (view.health() == Health.CONNECTED) {
      log.info("Health of {}: connected", name);
    } else {
      log.warn("Health of {}: {}", name, String.join("; ", view.troubles()));
    }
    callbacks.forEach(callback -> notify(callback, view));
  }

  private void notify(Consumer<? super HealthView> callback, HealthView view) {
    try {
      callback.accept(view);
    } catch (Throwable failed) {
      log.error("A callback for the health of {} has failed", name, failed);
    }
  }
}
