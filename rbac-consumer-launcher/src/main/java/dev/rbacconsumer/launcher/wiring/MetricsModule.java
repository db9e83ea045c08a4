package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.metrics.ClientMetrics;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.InstanceMetrics;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.BuildInfo;

/** Binds the delivery metrics. */
final class MetricsModule extends AbstractModule {
  private final KafkaSourceSettings kafka;
  private final DeliveryMode mode;

  MetricsModule(KafkaSourceSettings kafka, DeliveryMode mode) {
    this.kafka = kafka;
    this.mode = mode;
  }

  @Override
  protected void configure() {
    MetricRegistry registry = new MetricRegistry();
    bind(MetricRegistry.class).toInstance(registry);
    InstanceMetrics instance = new InstanceMetrics(registry);
    instance.consumes(kafka.topic(), kafka.groupId());
    instance.dropsLogLines(Logging::droppedLines);
    BuildInfo build = new BuildInfo();
    instance.builtAs(
        build.version().orElse("unpackaged"),
        build.commit().orElse("unknown"),
        System.getProperty("java.version"));
  }

  @Provides
  @Singleton
  DeliveryMetrics deliveryMetrics(
      MetricRegistry registry, KafkaMessageSource source, SourceMonitor monitor, Clock clock) {
    new ClientMetrics(registry).report(source.clientMetrics());
    return new DeliveryMetrics(registry, monitor, clock, mode);
  }
}
