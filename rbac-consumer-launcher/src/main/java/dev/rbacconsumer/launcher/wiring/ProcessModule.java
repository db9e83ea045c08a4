package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.admin.ActionEndpoint;
import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.launcher.runtime.UncaughtErrors;
import jakarta.inject.Singleton;

/**
 * Binds the process around delivery: settings, time, randomness, health. Another module must bind
 * the {@link Service} that delivers, its health and the {@link AdminEndpoint}.
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
    install(new HealthModule(settings.health()));
    bind(Settings.class).toInstance(settings);
    bind(CloseStack.class).toInstance(new CloseStack());
    bind(UncaughtErrors.class).toInstance(new UncaughtErrors());
    DeliveryRuntime host = JvmRuntime.create();
    bind(DeliveryRuntime.class).toInstance(host);
    bind(Clock.class).toInstance(host.clock());
  }

  @Provides
  @Singleton
  static MonitoredService monitoredService(
      Service service,
      AdminEndpoint admin,
      ActionEndpoint actions,
      HealthMonitor monitor,
      UncaughtErrors errors,
      CloseStack resources) {
    return new MonitoredService(service, admin, actions, monitor, errors, resources);
  }
}
