package dev.rbacconsumer.launcher.wiring;

import com.google.inject.Module;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Modules that jars bring along, by naming them for {@link ServiceLoader}. */
final class ClassPathModules {
  private ClassPathModules() {}

  /**
   * The modules, in the order in which their jars stand.
   *
   * @throws StartException where a module is named and cannot be made
   */
  static List<Module> of(ClassLoader loader) {
    try {
      return ServiceLoader.load(Module.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError broken) {
      throw new StartException(
          ExitCode.FAILURE,
          "a jar on the class path names a module that cannot be made: " + broken.getMessage(),
          broken);
    }
  }
}
