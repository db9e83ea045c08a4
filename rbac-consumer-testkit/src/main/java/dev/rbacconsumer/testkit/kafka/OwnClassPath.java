package dev.rbacconsumer.testkit.kafka;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Class path with which another process runs the classes of this one. */
public final class OwnClassPath {
  private OwnClassPath() {}

  /**
   * Returns the class path of this JVM, and behind it the jars from which the testkit was loaded,
   * if a class loader of their own has them.
   */
  public static String text() {
    return text(System.getProperty("java.class.path"), OwnClassPath.class.getClassLoader());
  }

  static String text(String ofJvm, ClassLoader loader) {
    List<String> parts = new ArrayList<>(List.of(ofJvm));
    if (loader instanceof URLClassLoader more) {
      for (URL each : more.getURLs()) {
        parts.add(Path.of(URI.create(each.toString())).toString());
      }
    }
    return String.join(File.pathSeparator, parts);
  }
}
