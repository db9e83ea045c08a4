package dev.rbacconsumer.launcher.bench.e2e.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Machine on which a benchmark ran.
 *
 * @param processors number of its processors
 * @param processor name of their model
 * @param memoryMiB its memory
 * @param system its operating system
 * @param jdk version of Java
 */
public record Machine(int processors, String processor, long memoryMiB, String system, String jdk) {

  /** Returns this machine. */
  public static Machine current() {
    String memory = field("/proc/meminfo", "MemTotal").replace("kB", "").strip();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name"),
        memory.isEmpty() ? 0 : Long.parseLong(memory) / 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** Returns its parts in one line. */
  public String title() {
    return "%d × %s, %d MiB, %s".formatted(processors, processor, memoryMiB, jdk);
  }

  /** Returns a field of a file of the system; empty if there is none. */
  private static String field(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException unreadable) {
      return "";
    }
  }
}
