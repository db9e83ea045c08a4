package dev.rbacconsumer.launcher.wiring;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.HostName;
import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.admin.AdminPort;
import dev.rbacconsumer.launcher.admin.AllowedHosts;
import dev.rbacconsumer.launcher.admin.RequestGuard;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.metrics.MetricsRoute;
import java.util.Set;

/**
 * Binds the admin port, with all routes that modules add to the set of {@link Route}. Another
 * module must bind the {@link MetricRegistry} that is served.
 */
final class AdminModule extends AbstractModule {
  private final Settings.Metrics settings;

  AdminModule(Settings.Metrics settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    requireBinding(MetricRegistry.class);
    Multibinder.newSetBinder(binder(), Route.class);
  }

  @ProvidesIntoSet
  @Singleton
  Route metrics(MetricRegistry registry) {
    return new MetricsRoute(settings.path(), registry);
  }

  @Provides
  @Singleton
  AdminPort port(CloseStack resources) {
    AdminPort port = new AdminPort(settings.port());
    resources.closeAtEnd(port::close);
    return port;
  }

  @Provides
  @Singleton
  AdminEndpoint endpoint(AdminPort port, Set<Route> routes) {
    RequestGuard guard =
        new RequestGuard(new AllowedHosts(settings.allowedHosts(), HostName.find()));
    return new AdminEndpoint(port, settings.path(), guard, routes);
  }
}
