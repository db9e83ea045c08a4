package dev.rbacconsumer.launcher.wiring;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.runtime.Service;
import java.util.ArrayList;
import java.util.List;

/** Factory of the consumer: builds the Guice injector and returns the service, not yet started. */
public final class Wiring {
  static {
    // Guice would generate classes through JVM internals that newer versions warn about, to speed
    // up calls that happen once each.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
  }

  private Wiring() {}

  /**
   * Creates the whole consumer, not started, with the modules that jars on the class path name in
   * {@code META-INF/services/com.google.inject.Module}.
   *
   * @throws dev.rbacconsumer.launcher.runtime.StartException if such a module cannot be created, or
   *     a resource in the settings cannot be used
   */
  public static Service service(Settings settings) {
    List<Module> found = ClassPathModules.of(Wiring.class.getClassLoader());
    return service(settings, found.toArray(Module[]::new));
  }

  /**
   * Creates the whole consumer, not started, with these modules and no other. A module may add to
   * the set of {@link dev.rbacconsumer.core.message.MessageType}, set another {@link
   * dev.rbacconsumer.core.port.ConsistencyTokenListener} or {@link
   * dev.rbacconsumer.core.port.AppliedEventListener} through an {@code OptionalBinder}, add to the
   * set of {@link dev.rbacconsumer.launcher.admin.Route}, and explicitly binds its own
   * dependencies.
   *
   * @throws dev.rbacconsumer.launcher.runtime.StartException if the modules do not fit together, or
   *     a resource in the settings cannot be used
   */
  public static Service service(Settings settings, Module... modules) {
    List<Module> all = new ArrayList<>();
    all.add(new ProcessModule(settings));
    all.add(new LoggingModule(settings.log()));
    all.add(new AdminModule(settings.metrics()));
    all.add(new StatusModule(settings));
    if (settings.active()) {
      all.addAll(List.of(modules));
      all.add(new DeliveryModule(settings));
    } else {
      all.add(new IdleModule());
    }
    try {
      // In production stage, Guice would retry a failing client for each part that needs it, and
      // would wait as often for an identity provider that does not answer.
      return Guice.createInjector(Stage.DEVELOPMENT, all).getInstance(MonitoredService.class);
    } catch (CreationException failed) {
      throw StartFailures.of(settings, failed);
    } catch (ProvisionException failed) {
      throw StartFailures.of(settings, failed);
    }
  }
}
