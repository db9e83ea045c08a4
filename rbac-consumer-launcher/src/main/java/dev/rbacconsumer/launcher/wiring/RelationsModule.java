package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.core.metrics.CallMetrics;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.relations.GrpcProbe;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;

/** Binds the Relations API, over one channel. */
final class RelationsModule extends AbstractModule {
  private final RelationsSettings settings;

  RelationsModule(RelationsSettings settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  static CallMetrics callMetrics(MetricRegistry registry) {
    return new CallMetrics(registry);
  }

  @Provides
  @Singleton
  StorePorts store(
      CallMetrics metrics, Provider<AppliedListeners> listeners, CloseStack resources) {
    RelationsChannel channel =
        RelationsChannel.open(
            settings,
            call ->
                metrics.call(
                    call.operation().label(),
                    call.outcome(),
                    call.elapsed(),
                    call.tuples(),
                    call.requestBytes()));
    resources.closeAtEnd(channel::close);
    // Listeners may write at the end, so they are made after the channel and closed before it.
    GrpcRelationSink sink = new GrpcRelationSink(channel, () -> listeners.get().wantTokens());
    if (settings.dialect() != RelationsDialect.SPICEDB) {
      metrics.deleteLimit(sink::removalConcurrency);
    }
    return new StorePorts(sink, channel.fences(), new GrpcProbe(channel)::marks);
  }
}
