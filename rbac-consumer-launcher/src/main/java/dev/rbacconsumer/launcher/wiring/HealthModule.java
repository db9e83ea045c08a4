package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.health.HealthCheck;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.health.ThreadHealth;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.health.ProbeFiles;
import dev.rbacconsumer.launcher.health.ProbeRoute;
import dev.rbacconsumer.launcher.runtime.UncaughtErrors;
import jakarta.inject.Singleton;

/**
 * Provides the health monitor and the liveness, readiness and startup routes. Another module must
 * bind the {@link HealthCheck} and the {@link SnapshotSource}.
 */
final class HealthModule extends AbstractModule {
  private final Settings.Health settings;

  HealthModule(Settings.Health settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    requireBinding(HealthCheck.class);
    requireBinding(SnapshotSource.class);
  }

  @Provides
  @Singleton
  ProbeFiles probeFiles() {
    return new ProbeFiles(settings.livenessFile(), settings.readinessFile());
  }

  @Provides
  @Singleton
  HealthMonitor healthMonitor(
      HealthCheck check, UncaughtErrors errors, ProbeFiles files, DeliveryRuntime host) {
    return new HealthMonitor(
        new ThreadHealth(check, errors::first),
        files,
        settings.interval(),
        host.clock(),
        host.sleepers().get());
  }

  @Provides
  @Singleton
  static Degradations degradations(SnapshotSource status) {
    return new Degradations(status);
  }

  @ProvidesIntoSet
  static Route liveness(HealthMonitor monitor, Degradations degradations) {
    return new ProbeRoute(AdminPaths.LIVENESS, Probe.LIVENESS, monitor, degradations);
  }

  @ProvidesIntoSet
  static Route readiness(HealthMonitor monitor, Degradations degradations) {
    return new ProbeRoute(AdminPaths.READINESS, Probe.READINESS, monitor, degradations);
  }

  @ProvidesIntoSet
  static Route startup(HealthMonitor monitor, Degradations degradations) {
    return new ProbeRoute(AdminPaths.STARTUP, Probe.STARTUP, monitor, degradations);
  }
}
