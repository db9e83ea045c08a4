package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.delivery.IdleService;
import dev.rbacconsumer.launcher.health.Health;
import dev.rbacconsumer.launcher.health.HealthCheck;
import dev.rbacconsumer.launcher.runtime.Service;

/** In place of delivery where the consumer is switched off. */
final class IdleModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(MetricRegistry.class).toInstance(new MetricRegistry());
    bind(HealthCheck.class).toInstance(() -> Health.CONNECTED);
  }

  @Provides
  @Singleton
  static Service service(AdminEndpoint admin) {
    return new IdleService(admin);
  }
}
