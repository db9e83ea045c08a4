package dev.rbacconsumer.launcher.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Loads the classes that delivery needs, in the process that creates a class data archive. That
 * process connects to nothing, so it would not load them by itself. Their names are in a file
 * beside this class, which a test keeps complete.
 */
public final class ClassDataTraining {
  /** File with the names, one on each line. */
  static final String NAMES = "delivery-classes.txt";

  private static final String PROPERTY = "rbac-consumer.class-data-training";

  private ClassDataTraining() {}

  /** Loads the classes, without initializing them, if a system property asks for it. */
  public static void loadIfRequested() {
    if (Boolean.getBoolean(PROPERTY)) {
      names().forEach(ClassDataTraining::load);
    }
  }

  /** Returns the names of the classes. */
  static List<String> names() {
    try (InputStream file = ClassDataTraining.class.getResourceAsStream(NAMES)) {
      if (file == null) {
        return List.of();
      }
      return new BufferedReader(new InputStreamReader(file, UTF_8)).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns whether a class is there, after loading it. */
  static boolean load(String name) {
    try {
      Class.forName(name, false, ClassDataTraining.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError missing) {
      // Another version of a library has other classes; the archive is then a little smaller.
      return false;
    }
  }
}
