package dev.rbacconsumer.launcher.footprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says of a process that runs.
 *
 * @param peakMiB resident, at the highest so far
 * @param residentMiB resident now
 * @param threads of the process now, those of the virtual machine included
 */
public record ProcessMemory(long peakMiB, long residentMiB, long threads) {
  /**
   * Looks at a process.
   *
   * @throws UncheckedIOException where there is none, or no {@code /proc}
   */
  public static ProcessMemory of(long pid) {
    try {
      return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** From the lines of {@code /proc/<pid>/status}, which count in KiB. */
  static ProcessMemory parse(List<String> status) {
    return new ProcessMemory(
        number("VmHWM:", status) / 1024,
        number("VmRSS:", status) / 1024,
        number("Threads:", status));
  }

  private static long number(String name, List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("want a line " + name + ", got " + status));
  }
}
