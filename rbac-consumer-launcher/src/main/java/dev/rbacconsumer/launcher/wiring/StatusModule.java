package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.HostName;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.view.InstanceInfo;
import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.runtime.BuildInfo;
import dev.rbacconsumer.launcher.status.AppliedRoute;
import dev.rbacconsumer.launcher.status.PageRoute;
import dev.rbacconsumer.launcher.status.StatusRoute;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Binds the consumer's status, as JSON and as a page, and the memory of its events. Another module
 * must bind the {@link SnapshotSource}.
 */
final class StatusModule extends AbstractModule {
  private final Settings settings;

  StatusModule(Settings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    requireBinding(SnapshotSource.class);
  }

  @Provides
  @Singleton
  StatusJsonWriter report(SnapshotSource source, Clock clock) {
    InstanceInfo instance =
        InstanceInfo.begins(
            HostName.find(),
            new BuildInfo().version().orElse("unpackaged"),
            settings.kafka().groupId(),
            settings.kafka().topic(),
            clock);
    return new StatusJsonWriter(instance, source, clock);
  }

  @ProvidesIntoSet
  @Singleton
  Route status(StatusJsonWriter report) {
    return new StatusRoute(settings.statusAccess(), report);
  }

  @Provides
  @Singleton
  AppliedEvents appliedEvents(Clock clock) {
    return new AppliedEvents(settings.appliedEvents(), AppliedRoute.MOST_WAITING, clock);
  }

  @ProvidesIntoSet
  @Singleton
  Route applied(AppliedEvents events, CloseStack resources) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "admin-waits");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    resources.closeAtEnd(timer::shutdownNow);
    return new AppliedRoute(settings.statusAccess(), events, timer);
  }

  @ProvidesIntoSet
  @Singleton
  Route page() {
    return new PageRoute(settings.statusAccess(), settings.metrics().path());
  }
}
