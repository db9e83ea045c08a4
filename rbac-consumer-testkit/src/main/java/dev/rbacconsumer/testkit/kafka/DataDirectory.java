package dev.rbacconsumer.testkit.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a broker has its data.
 *
 * @param path an existing directory
 * @param stays whether the data outlive the broker
 */
record DataDirectory(Path path, boolean stays) {
  /** What formatting writes. */
  private static final String FORMATTED = "meta.properties";

  /** A new one that goes with the broker. */
  static DataDirectory temporary() {
    try {
      return new DataDirectory(Files.createTempDirectory("rbac-consumer-kafka-"), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a directory for the broker", e);
    }
  }

  /** A given one, created where it does not exist. */
  static DataDirectory at(Path path) {
    try {
      return new DataDirectory(Files.createDirectories(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the directory " + path, e);
    }
  }

  /** Whether a broker has had its data here before. */
  boolean isFormatted() {
    return Files.exists(path.resolve(FORMATTED));
  }

  /** Deletes the data of which nobody asked to keep them. */
  void discard() {
    if (!stays) {
      delete();
    }
  }

  void delete() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
