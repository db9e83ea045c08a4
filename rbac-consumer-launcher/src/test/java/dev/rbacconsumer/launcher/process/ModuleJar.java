package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A jar as users bring it: a few classes, and the file that names their module. */
final class ModuleJar {
  private ModuleJar() {}

  /**
   * Writes it.
   *
   * @param jar where
   * @param owner of the tests' classes the one that is put in, with all that are nested in it
   * @param module one of them
   */
  static Path write(Path jar, Class<?> owner, Class<? extends Module> module) throws IOException {
    Path classes =
        Path.of(System.getProperty("basedir", ""), "target", "test-classes").toAbsolutePath();
    Path folder = classes.resolve(owner.getPackageName().replace('.', '/'));
    String wanted = Pattern.quote(owner.getSimpleName()) + "[$.].*";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> all = Files.list(folder)) {
      List<Path> parts = all.filter(file -> file.getFileName().toString().matches(wanted)).toList();
      for (Path part : parts) {
        put(out, classes.relativize(part).toString(), Files.readAllBytes(part));
      }
      put(out, "META-INF/services/" + Module.class.getName(), module.getName().getBytes(UTF_8));
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
