package dev.rbacconsumer.launcher.bench.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Revision of the sources in the working directory. */
final class Revision {
  private Revision() {}

  /** Returns the short hash, with {@code +} if files were changed; {@code unknown} without git. */
  static String current() {
    String commit = git("rev-parse", "--short=8", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return commit + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : "+");
  }

  private static String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException noGit) {
      return "";
    }
  }
}
