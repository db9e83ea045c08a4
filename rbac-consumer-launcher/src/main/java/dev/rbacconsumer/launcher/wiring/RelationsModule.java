package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.metrics.CallMetrics;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.delivery.Resources;
import dev.rbacconsumer.launcher.delivery.Unfenced;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;

/** The Relations API, over one channel. */
final class RelationsModule extends AbstractModule {
  private final Settings.Relations settings;

  RelationsModule(Settings.Relations settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  static CallMetrics callMetrics(MetricRegistry registry) {
    return new CallMetrics(registry);
  }

  @Provides
  @Singleton
  Store store(CallMetrics metrics, Resources resources) {
    RelationsChannel channel =
        RelationsChannel.open(
            settings.api(),
            call ->
                metrics.call(
                    call.operation().label(),
                    call.outcome(),
                    call.elapsed(),
                    call.tuples(),
                    call.requestBytes()));
    resources.closeAtEnd(channel::close);
    return new Store(
        new GrpcRelationSink(channel),
        settings.fencing() ? new GrpcFenceAuthority(channel) : new Unfenced());
  }
}
