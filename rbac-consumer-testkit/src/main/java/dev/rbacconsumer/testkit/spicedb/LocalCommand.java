package dev.rbacconsumer.testkit.spicedb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program on this host to its end, with its output in a log file. */
final class LocalCommand {
  private static final int SHOWN = 4000;

  private LocalCommand() {}

  /**
   * Runs a program.
   *
   * @param log file that receives its output
   * @throws IllegalStateException if it ends with another code than 0; the message has its last
   *     output
   */
  static void run(List<String> command, Path log) {
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s: want exit code 0, got %d:%n%s".formatted(command, code, tail(log)));
      }
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it waited for " + command);
    }
  }

  /** Returns the last lines of a log. */
  static String tail(Path log) {
    try {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - SHOWN));
    } catch (IOException unreadable) {
      return "no output: " + unreadable;
    }
  }

  /** Returns a port that was free a moment ago. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
