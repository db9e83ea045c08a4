package dev.rbacconsumer.launcher.wiring;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.runtime.Service;
import java.util.ArrayList;
import java.util.List;

/** Puts the consumer together. */
public final class Wiring {
  static {
    // Guice would generate classes through internals that newer virtual machines warn about, to
    // make calls faster that happen once each.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
  }

  private Wiring() {}

  /**
   * The whole consumer, not started, with the modules that jars on the class path name in {@code
   * META-INF/services/com.google.inject.Module}.
   *
   * @throws IllegalStateException where such a module cannot be made
   */
  public static Service service(Settings settings) {
    List<Module> found = ClassPathModules.of(Wiring.class.getClassLoader());
    return service(settings, found.toArray(Module[]::new));
  }

  /**
   * The whole consumer, not started, with these modules and no other. A module may add to the set
   * of {@link dev.rbacconsumer.core.message.MessageType}, set another {@link
   * dev.rbacconsumer.core.port.ConsistencyTokens} or {@link
   * dev.rbacconsumer.core.port.AppliedEvents} through an {@code OptionalBinder}, add to the set of
   * {@link dev.rbacconsumer.launcher.admin.Route}, and binds explicitly what it needs for that.
   */
  public static Service service(Settings settings, Module... modules) {
    List<Module> all = new ArrayList<>();
    all.add(new ProcessModule(settings));
    all.add(new AdminModule(settings.metrics()));
    if (settings.active()) {
      all.addAll(List.of(modules));
      all.add(new DeliveryModule(settings));
    } else {
      all.add(new IdleModule());
    }
    return Guice.createInjector(Stage.PRODUCTION, all).getInstance(MonitoredService.class);
  }
}
