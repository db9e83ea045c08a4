package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.delivery.IdleService;
import dev.rbacconsumer.launcher.health.Health;
import dev.rbacconsumer.launcher.health.HealthCheck;
import dev.rbacconsumer.launcher.metrics.MetricsEndpoint;
import dev.rbacconsumer.launcher.runtime.Service;

/** In place of delivery where the consumer is switched off. */
final class IdleModule extends AbstractModule {
  private final Settings.Metrics settings;

  IdleModule(Settings.Metrics settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    MetricsEndpoint metrics =
        new MetricsEndpoint(settings.port(), settings.path(), new MetricRegistry());
    bind(Service.class).toInstance(new IdleService(metrics));
    bind(HealthCheck.class).toInstance(() -> Health.CONNECTED);
  }
}
