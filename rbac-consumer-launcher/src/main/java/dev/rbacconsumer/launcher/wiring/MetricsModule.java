package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.InstanceMetrics;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.launcher.config.Settings;
import java.util.Objects;

/** What happens, in numbers. */
final class MetricsModule extends AbstractModule {
  private final Settings.Kafka kafka;

  MetricsModule(Settings.Kafka kafka) {
    this.kafka = kafka;
  }

  @Override
  protected void configure() {
    MetricRegistry registry = new MetricRegistry();
    bind(MetricRegistry.class).toInstance(registry);
    InstanceMetrics instance = new InstanceMetrics(registry);
    instance.consumes(kafka.topic(), kafka.groupId());
    instance.builtAs(
        Objects.requireNonNullElse(
            MetricsModule.class.getPackage().getImplementationVersion(), "unpackaged"),
        System.getProperty("java.version"));
  }

  @Provides
  @Singleton
  static DeliveryMetrics deliveryMetrics(
      MetricRegistry registry, KafkaMessageSource source, Clock clock) {
    return new DeliveryMetrics(registry, source::end, clock);
  }
}
