package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.logging.LogLevelRoute;
import dev.rbacconsumer.launcher.logging.RuntimeLevel;

/** Binds the route that shows and changes the log level on the admin port. */
final class LoggingModule extends AbstractModule {
  private final Settings.Log settings;

  LoggingModule(Settings.Log settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  RuntimeLevel level(Clock clock) {
    return new RuntimeLevel(settings.level(), clock);
  }

  @ProvidesIntoSet
  @Singleton
  static Route logLevel(RuntimeLevel level) {
    return new LogLevelRoute(level);
  }
}
