package dev.rbacconsumer.launcher.wiring;

import com.google.inject.Module;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Modules that jars bring along, by naming them for {@link ServiceLoader}. */
final class ClassPathModules {
  private ClassPathModules() {}

  /**
   * The modules, in the order in which their jars stand.
   *
   * @throws IllegalStateException where a module is named and cannot be made
   */
  static List<Module> of(ClassLoader loader) {
    try {
      return ServiceLoader.load(Module.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError broken) {
      throw new IllegalStateException("a module cannot be made: " + broken.getMessage(), broken);
    }
  }
}
