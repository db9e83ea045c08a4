package dev.rbacconsumer.launcher.wiring;

import com.google.inject.Module;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Loads the modules that jars name for {@link ServiceLoader}. */
final class ClassPathModules {
  private ClassPathModules() {}

  /**
   * Returns the modules, in the order of their jars.
   *
   * @throws StartException if a named module cannot be created
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
