package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.launcher.admin.ActionEndpoint;
import dev.rbacconsumer.launcher.admin.AdminEndpoint;
import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;
import dev.rbacconsumer.launcher.runtime.UncaughtErrors;

/**
 * Runs a service with its admin port and its health reports, which are active only while the
 * service runs. If the port is taken, another consumer may hold it, whose probe files have the same
 * names: no file is changed before the port is bound.
 */
final class MonitoredService implements Service {
  private final Service service;
  private final AdminEndpoint admin;
  private final ActionEndpoint actions;
  private final HealthMonitor monitor;
  private final UncaughtErrors errors;
  private final CloseStack resources;
  private volatile boolean ownsFiles;

  /**
   * @param admin admin port, not started; if it cannot start, the run ends before any other part
   *     starts
   * @param actions listener of actions, not started; likewise
   * @param monitor health monitor, not started
   * @param resources resources to close at the end
   */
  MonitoredService(
      Service service,
      AdminEndpoint admin,
      ActionEndpoint actions,
      HealthMonitor monitor,
      UncaughtErrors errors,
      CloseStack resources) {
    this.service = service;
    this.admin = admin;
    this.actions = actions;
    this.monitor = monitor;
    this.errors = errors;
    this.resources = resources;
  }

  @Override
  public ExitCode run() throws InterruptedException {
    Runnable uninstall = errors.install();
    try {
      return admin.start() && actions.start() ? runMonitored() : refuse();
    } finally {
      uninstall.run();
    }
  }

  @Override
  public void stop() {
    service.stop();
  }

  @Override
  public void abandon() {
    if (ownsFiles) {
      monitor.close();
    }
  }

  private ExitCode runMonitored() throws InterruptedException {
    ownsFiles = true;
    try (monitor;
        resources;
        admin;
        actions) {
      monitor.start();
      return service.run();
    } finally {
      ownsFiles = false;
    }
  }

  private ExitCode refuse() {
    actions.close();
    admin.close();
    resources.close();
    return ExitCode.FAILURE;
  }
}
