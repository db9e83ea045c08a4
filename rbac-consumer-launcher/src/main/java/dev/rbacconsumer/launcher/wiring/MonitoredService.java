package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.launcher.health.HealthMonitor;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Service;

/** A service whose health is shown while it runs, and only then. */
final class MonitoredService implements Service {
  private final Service service;
  private final HealthMonitor monitor;

  MonitoredService(Service service, HealthMonitor monitor) {
    this.service = service;
    this.monitor = monitor;
  }

  @Override
  public ExitCode run() throws InterruptedException {
    monitor.start();
    try {
      return service.run();
    } finally {
      monitor.close();
    }
  }

  @Override
  public void stop() {
    service.stop();
  }
}
