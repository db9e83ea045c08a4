package dev.rbacconsumer.launcher.mistakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a changed copy of one source file, and runs tests with it in a process of their own. */
final class MistakeWorkshop {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "rbac-consumer-launcher")).resolve("..").normalize();

  /** Absolute: the tests run in the directory of their module. */
  private static final String CLASS_PATH =
      Stream.of(
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                  .split(File.pathSeparator))
          .map(entry -> Path.of(entry).toAbsolutePath().toString())
          .collect(Collectors.joining(File.pathSeparator));

  /** A test that hangs has caught the mistake, too. */
  private static final int MOST_SECONDS = 180;

  private MistakeWorkshop() {}

  /** What became of the tests. */
  enum Result {
    PASSED,
    FAILED,
    OUT_OF_TIME
  }

  /**
   * Makes the mistake in a copy of its file.
   *
   * @param classes existing directory for the compiled class
   * @throws IllegalStateException when the text is not there once, or the copy does not compile
   */
  static void compile(PlantedMistake mistake, Path classes) throws IOException {
    String source = Files.readString(ROOT.resolve(mistake.source()), UTF_8);
    int at = source.indexOf(mistake.right());
    if (at < 0 || source.indexOf(mistake.right(), at + 1) >= 0) {
      throw new IllegalStateException(
          "%s: want this exactly once in %s: %s"
              .formatted(mistake, mistake.source(), mistake.right()));
    }
    Path changed = classes.resolve(Path.of(mistake.source()).getFileName());
    Files.writeString(changed, source.replace(mistake.right(), mistake.wrong()), UTF_8);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-classpath", CLASS_PATH);
      if (!compiler
          .getTask(complaints, files, null, options, null, files.getJavaFileObjects(changed))
          .call()) {
        throw new IllegalStateException(mistake + " does not compile: " + complaints);
      }
    }
  }

  /**
   * Runs the tests of a mistake.
   *
   * @param classes directory of classes that replace those of the product; may be empty
   * @param log file for what the tests print
   */
  static Result run(PlantedMistake mistake, Path classes, Path log)
      throws IOException, InterruptedException {
    Path module = ROOT.resolve(mistake.module());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dbasedir=" + module);
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            classes.toString(),
            module.resolve("target/test-classes").toString(),
            CLASS_PATH,
            testClassPath(module)));
    command.add(TestRun.class.getName());
    command.addAll(mistake.tests());
    Process process =
        new ProcessBuilder(command)
            .directory(module.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return Result.OUT_OF_TIME;
    }
    return switch (process.exitValue()) {
      case TestRun.PASSED -> Result.PASSED;
      case TestRun.FAILED -> Result.FAILED;
      default ->
          throw new IllegalStateException(
              mistake + ": the tests could not be run: " + Files.readString(log, UTF_8));
    };
  }

  /** What the tests of the module need beside what those of the launcher need. */
  private static String testClassPath(Path module) throws IOException {
    Path file = module.resolve("target/test-classpath.txt");
    return Files.exists(file) ? Files.readString(file, UTF_8).strip() : "";
  }

  /** Deletes a directory with all that is in it. */
  static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted((one, other) -> other.compareTo(one)).collect(Collectors.toList());
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
