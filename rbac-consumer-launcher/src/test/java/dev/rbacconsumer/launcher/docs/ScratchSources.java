package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.launcher.mistakes.TestRun;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Copies of source files in which the steps of a recipe are carried out, the classes compiled from
 * them, and the tests that run with these classes in place of the real ones.
 */
final class ScratchSources {
  private static final List<String> MODULES =
      List.of(
          "rbac-consumer-core",
          "rbac-consumer-kafka-adapter",
          "rbac-consumer-relations-grpc",
          "rbac-consumer-testkit",
          "rbac-consumer-launcher");
  private static final List<String> FOLDERS = List.of("src/main/java", "src/test/java");
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  private static final int MOST_SECONDS = 120;

  private final Path folder;
  private final Path classes;

  /**
   * @param folder empty directory for the copies
   */
  ScratchSources(Path folder) throws IOException {
    this.folder = folder;
    this.classes = Files.createDirectories(folder.resolve("classes"));
  }

  /** Returns the source files of a type, by its simple name; empty if there is none. */
  static List<Path> find(String type) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      for (String sources : FOLDERS) {
        Path root = Pages.ROOT.resolve(module).resolve(sources);
        if (Files.isDirectory(root)) {
          try (var files = Files.walk(root)) {
            files.filter(file -> file.endsWith(type + ".java")).forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  /**
   * Replaces text in the copy of a type's source file.
   *
   * @param old text that occurs exactly once
   * @throws IllegalStateException if it does not
   */
  void edit(String type, String old, String replacement) throws IOException {
    Path copy = folder.resolve(type + ".java");
    String source = Files.readString(Files.exists(copy) ? copy : only(type), UTF_8);
    int at = source.indexOf(old);
    if (at < 0 || source.indexOf(old, at + 1) >= 0) {
      throw new IllegalStateException("want this exactly once in " + type + ": " + old);
    }
    Files.writeString(copy, source.replace(old, replacement), UTF_8);
  }

  /**
   * Compiles the copy of a type, or else its source file as it is, against all that was compiled so
   * far.
   *
   * @return what the compiler reports; empty if the type compiles
   */
  String compile(String type) throws IOException {
    Path copy = folder.resolve(type + ".java");
    Path source = Files.exists(copy) ? copy : only(type);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter report = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-classpath", classPath());
      boolean compiled =
          compiler
              .getTask(report, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      return compiled ? "" : report.toString();
    }
  }

  /**
   * Runs a test class with the compiled classes in front of all others.
   *
   * @param root directory that the test takes for the root of the repository
   * @param properties system properties, as arguments of {@code java}
   * @return whether all its tests passed
   */
  boolean passes(String test, Path root, String... properties)
      throws IOException, InterruptedException {
    Path source = only(test);
    String module = Pages.ROOT.relativize(source).getName(0).toString();
    Path log = folder.resolve(test + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dbasedir=" + root.resolve(module));
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", classPath(), TestRun.class.getName(), nameOf(source)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(Pages.ROOT.resolve(module).toFile())
            .start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException(test + " did not end");
    }
    int code = process.exitValue();
    if (code != TestRun.PASSED && code != TestRun.FAILED) {
      throw new IllegalStateException(test + " was not run: " + Files.readString(log, UTF_8));
    }
    return code == TestRun.PASSED;
  }

  private static Path only(String type) throws IOException {
    List<Path> found = find(type);
    if (found.size() != 1) {
      throw new IllegalStateException("want one source file of " + type + ", got " + found);
    }
    return found.get(0);
  }

  private static String nameOf(Path source) {
    String path = Pages.ROOT.relativize(source).toString().replace(File.separatorChar, '/');
    int start = path.indexOf("/java/") + "/java/".length();
    return path.substring(start, path.length() - ".java".length()).replace('/', '.');
  }

  private String classPath() {
    List<String> entries = new ArrayList<>();
    entries.add(classes.toString());
    Stream.of(CLASS_PATH.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .forEach(entries::add);
    for (String module : MODULES) {
      entries.add(Pages.ROOT.resolve(module).resolve("target/test-classes").toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
