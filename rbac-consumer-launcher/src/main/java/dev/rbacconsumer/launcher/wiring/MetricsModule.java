package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.delivery.Resources;
import dev.rbacconsumer.launcher.metrics.MetricsEndpoint;

/** What happens, in numbers, and where they can be read. */
final class MetricsModule extends AbstractModule {
  private final Settings.Metrics settings;

  MetricsModule(Settings.Metrics settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(MetricRegistry.class).toInstance(new MetricRegistry());
  }

  @Provides
  @Singleton
  static DeliveryMetrics deliveryMetrics(MetricRegistry registry, KafkaMessageSource source) {
    return new DeliveryMetrics(registry, source::end);
  }

  @Provides
  @Singleton
  MetricsEndpoint endpoint(MetricRegistry registry, Resources resources) {
    MetricsEndpoint endpoint = new MetricsEndpoint(settings.port(), settings.path(), registry);
    resources.closeAtEnd(endpoint::close);
    return endpoint;
  }
}
