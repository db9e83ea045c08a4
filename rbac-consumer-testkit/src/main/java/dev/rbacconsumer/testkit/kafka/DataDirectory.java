package dev.rbacconsumer.testkit.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Data directory of a broker.
 *
 * @param path an existing directory
 * @param stays whether the data are kept after the broker is closed
 */
record DataDirectory(Path path, boolean stays) {
  /** File that formatting writes. */
  private static final String FORMATTED = "meta.properties";

  /** Creates a new directory that is deleted with the broker. */
  static DataDirectory temporary() {
    try {
      return new DataDirectory(Files.createTempDirectory("rbac-consumer-kafka-"), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a directory for the broker", e);
    }
  }

  /** Returns a given directory, created if it does not exist. */
  static DataDirectory at(Path path) {
    try {
      return new DataDirectory(Files.createDirectories(path), true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the directory " + path, e);
    }
  }

  /** Returns whether a broker has already used this directory. */
  boolean isFormatted() {
    return Files.exists(path.resolve(FORMATTED));
  }

  /** Deletes the data, unless they are to be kept. */
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
