package dev.rbacconsumer.testkit.simulation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles one changed source and runs the simulation over it, in class loaders of its own: the
 * product itself has no switches for mistakes.
 */
final class MutantWorkshop {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private MutantWorkshop() {}

  /**
   * How many of the first schedules catch the mutant.
   *
   * @param schedules so many are run; below zero: until the first catch, and so many at most
   * @return how many caught it
   */
  static long caught(Mutant mutant, long schedules) throws IOException {
    Path classes = Files.createTempDirectory("mutant");
    try {
      compile(mutant, classes);
      try (URLClassLoader loader = loader(classes)) {
        LongUnaryOperator catching =
            (LongUnaryOperator)
                loader
                    .loadClass(CatchingSchedules.class.getName())
                    .getDeclaredConstructor(String.class)
                    .newInstance(mutant.setup().name());
        return catching.applyAsLong(schedules);
      }
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(mutant + " cannot be run", broken);
    } finally {
      delete(classes);
    }
  }

  /** Makes the mistake and leaves it at that. */
  static void compile(Mutant mutant) throws IOException {
    Path classes = Files.createTempDirectory("mutant");
    try {
      compile(mutant, classes);
    } finally {
      delete(classes);
    }
  }

  private static void compile(Mutant mutant, Path classes) throws IOException {
    String source = Files.readString(root().resolve(mutant.source()));
    int at = source.indexOf(mutant.right());
    if (at < 0 || source.indexOf(mutant.right(), at + 1) >= 0) {
      throw new IllegalStateException(
          mutant + ": want this exactly once in " + mutant.source() + ": " + mutant.right());
    }
    Path changed = classes.resolve(Path.of(mutant.source()).getFileName());
    Files.writeString(changed, source.replace(mutant.right(), mutant.wrong()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-classpath", CLASS_PATH);
      boolean compiled =
          compiler
              .getTask(complaints, files, null, options, null, files.getJavaFileObjects(changed))
              .call();
      if (!compiled) {
        throw new IllegalStateException(mutant + " does not compile: " + complaints);
      }
    }
  }

  private static URLClassLoader loader(Path classes) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(classes.toUri().toURL());
    for (String entry :
        Pattern.compile(File.pathSeparator, Pattern.LITERAL).split(CLASS_PATH, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("rbac-consumer-core")) ? here : here.getParent();
  }

  private static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = new ArrayList<>(walk.toList());
    }
    Collections.reverse(paths);
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
