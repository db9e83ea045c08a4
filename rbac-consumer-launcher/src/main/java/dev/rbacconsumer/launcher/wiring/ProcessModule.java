package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.JitterSource;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.kafka.RandomJitter;
import dev.rbacconsumer.kafka.SystemClock;
import dev.rbacconsumer.kafka.ThreadSleeper;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.health.HealthCheck;
import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.health.ProbeFiles;
import dev.rbacconsumer.launcher.runtime.Service;
import jakarta.inject.Singleton;

/**
 * What surrounds delivery in the process: settings, time, chance, health. Asks another module for
 * the {@link Service} that delivers and for its {@link HealthCheck}.
 */
final class ProcessModule extends AbstractModule {
  private final Settings settings;

  ProcessModule(Settings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    requireBinding(Service.class);
    requireBinding(HealthCheck.class);
    bind(Settings.class).toInstance(settings);
    bind(Clock.class).toInstance(new SystemClock());
    bind(JitterSource.class).toInstance(new RandomJitter());
  }

  /** Every waiter has one of its own. */
  @Provides
  static Sleeper sleeper() {
    return new ThreadSleeper();
  }

  @Provides
  @Singleton
  ProbeFiles probeFiles() {
    return new ProbeFiles(settings.health().livenessFile(), settings.health().readinessFile());
  }

  @Provides
  @Singleton
  HealthMonitor healthMonitor(HealthCheck check, ProbeFiles files, Clock clock, Sleeper sleeper) {
    return new HealthMonitor(check, files, settings.health().interval(), clock, sleeper);
  }

  @Provides
  @Singleton
  static MonitoredService monitoredService(Service service, HealthMonitor monitor) {
    return new MonitoredService(service, monitor);
  }
}
