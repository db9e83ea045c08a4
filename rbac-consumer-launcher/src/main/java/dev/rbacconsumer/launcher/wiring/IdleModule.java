package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.launcher.admin.ActionEndpoint;
import dev.rbacconsumer.launcher.delivery.IdleService;
import dev.rbacconsumer.launcher.runtime.Service;
import java.util.List;
import java.util.Optional;

/** Replaces delivery if the consumer is switched off. */
final class IdleModule extends AbstractModule {
  private static final Condition SOURCE =
      Condition.liveness("source", true, "switched off by RBAC_KAFKA_CONSUMER_REPLICAS=0");

  @Override
  protected void configure() {
    bind(MetricRegistry.class).toInstance(new MetricRegistry());
    bind(SnapshotSource.class).toInstance(Optional::empty);
    bind(HealthCheck.class).toInstance(() -> List.of(SOURCE));
  }

  /** There is nothing to act on. */
  @Provides
  @Singleton
  static ActionEndpoint actions() {
    return ActionEndpoint.none();
  }

  @Provides
  @Singleton
  static Service service() {
    return new IdleService();
  }
}
