package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.launcher.sandbox.SandboxSession;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goes through pages as a reader does with two terminals: one with the prompt of a sandbox, the
 * other for commands. Every command is run as the page has it, in a folder with the built jar.
 */
@Tag("long")
final class SandboxPagesIT {
  private static final long LONG_SECONDS = 240;

  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException {
    Path target = Files.createDirectories(folder.resolve("rbac-consumer-launcher/target"));
    Files.createSymbolicLink(
        target.resolve("rbac-consumer.jar"), JarProcess.jar().toAbsolutePath());
    Files.createSymbolicLink(target.resolve("test-classpath.txt"), SandboxSession.classPath());
    Files.createSymbolicLink(folder.resolve("Makefile"), Pages.ROOT.resolve("Makefile"));
  }

  static List<Path> pages() {
    return Pages.all().stream().filter(page -> !blocks(page).isEmpty()).toList();
  }

  @Test
  void gettingStartedIsOneOfThem() {
    assertThat(pages()).contains(Path.of("docs/getting-started.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void commandsDoWhatThePageSays(Path page) throws Exception {
    // What the reader has typed into the other terminal stays in force there.
    List<String> before = new ArrayList<>();
    try (SandboxSession prompt =
        SandboxSession.start(List.of("make", "sandbox"), folder, environment())) {
      prompt.awaitPrompt();
      for (ShellBlock block : blocks(page)) {
        if (block.stage() == ShellBlock.Stage.PROMPT) {
          type(prompt, block);
        } else {
          run(block, before);
          block.text().lines().filter(SandboxPagesIT::stays).forEach(before::add);
        }
      }
      prompt.send("quit");

      assertThat(prompt.awaitExit()).as(prompt.report()).isZero();
      assertThat(prompt.leftBehind()).isEmpty();
    }
  }

  private static void type(SandboxSession prompt, ShellBlock block) throws IOException {
    String last = "";
    for (String line : block.text().lines().toList()) {
      last = prompt.type(line);
    }
    assertThat(last).as(block.place()).contains(block.until().orElseThrow());
  }

  private void run(ShellBlock block, List<String> before) throws Exception {
    Path said = folder.resolve("said");
    String commands = String.join("\n", before) + "\n" + block.text();
    ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", commands);
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LONG_SECONDS, TimeUnit.SECONDS);
      String output = block.place() + "\n" + Files.readString(said, UTF_8);

      assertThat(ended).as(output).isTrue();
      assertThat(process.exitValue()).as(output).isEqualTo(block.code().orElseThrow());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static boolean stays(String line) {
    return line.startsWith("source ") || line.startsWith("export ");
  }

  private static List<ShellBlock> blocks(Path page) {
    return ShellBlock.of(page.toString(), Pages.read(page)).stream()
        .filter(it -> it.isRun() && it.stage() != ShellBlock.Stage.FOLDER)
        .toList();
  }

  private static Map<String, String> environment() {
    String java = JarProcess.java().toAbsolutePath().getParent().toString();
    return Map.of("PATH", java + File.pathSeparator + System.getenv("PATH"));
  }
}
