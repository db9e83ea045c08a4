package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.delivery.Resources;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.RelationsSettings;

/** The Relations API, over one channel. */
final class RelationsModule extends AbstractModule {
  private final Settings.Relations settings;

  RelationsModule(Settings.Relations settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  Store store(Resources resources) {
    RelationsChannel channel = open(settings);
    resources.closeAtEnd(channel::close);
    return new Store(new GrpcRelationSink(channel), new GrpcFenceAuthority(channel));
  }

  /** A channel as the settings want it; the caller closes it. */
  static RelationsChannel open(Settings.Relations settings) {
    return RelationsChannel.open(
        RelationsSettings.forTarget(settings.server().toString())
            .callDeadline(settings.attemptTimeout())
            .build());
  }
}
