package dev.rbacconsumer.launcher.wiring;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.runtime.Service;

/** Puts the consumer together. */
public final class Wiring {
  static {
    // Guice would generate classes through internals that newer virtual machines warn about, to
    // make calls faster that happen once each.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
  }

  private Wiring() {}

  /** The whole consumer, not started. */
  public static Service service(Settings settings) {
    return Guice.createInjector(
            Stage.PRODUCTION, new ProcessModule(settings), new DeliveryModule(settings))
        .getInstance(MonitoredService.class);
  }
}
