package dev.rbacconsumer.launcher.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** A real browser without a window, where it is installed. */
public final class Chromium {
  private static final String MISSING =
      "THE PAGE IS NOT TESTED: chromium is not on the PATH; it comes with Debian's package"
          + " chromium";

  /** How much time passes for the page, in no time. */
  private static final int MILLIS = 4_000;

  private final Path directory;

  /**
   * @param directory where it keeps what it keeps
   */
  public Chromium(Path directory) {
    this.directory = directory;
  }

  /** The page as it is after some seconds, as HTML. */
  public String read(String url) throws IOException, InterruptedException {
    return run(url, "--dump-dom", "--virtual-time-budget=" + MILLIS);
  }

  /** A picture of it. */
  public Path picture(String url, String name, int width, int height, String... options)
      throws IOException, InterruptedException {
    Path file = directory.resolve(name);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--screenshot=" + file);
    all.add("--window-size=" + width + "," + height);
    all.add("--hide-scrollbars");
    all.add("--virtual-time-budget=" + MILLIS);
    run(url, all.toArray(String[]::new));
    return file;
  }

  /** Opens a page that can be read and clicked. */
  public ChromiumSession open(String url) throws Exception {
    List<String> command =
        command("--remote-debugging-port=0", "--remote-allow-origins=*", "about:blank");
    return ChromiumSession.open(new ProcessBuilder(command), directory.resolve("session.log"), url);
  }

  private String run(String url, String... options) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "out", ".html");
    List<String> command = command(options);
    command.add(url);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(directory.resolve("chromium.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("chromium ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    return Files.readString(output, UTF_8);
  }

  private List<String> command(String... options) throws IOException {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      LoggerFactory.getLogger(Chromium.class).warn(MISSING);
    }
    assumeTrue(program.isPresent(), MISSING);
    List<String> command = new ArrayList<>();
    command.add(program.get().toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + Files.createTempDirectory(directory, "profile")));
    command.addAll(List.of(options));
    return command;
  }

  private static Optional<Path> find() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(path -> path.toFile().canExecute())
        .findFirst();
  }
}
