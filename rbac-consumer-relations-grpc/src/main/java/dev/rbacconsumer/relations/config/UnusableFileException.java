package dev.rbacconsumer.relations.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when files with certificates or keys cannot be used. The message gives the reason without
 * quoting the files' content; the causes do not quote it either.
 */
public final class UnusableFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Path> files;

  /**
   * Creates an exception for these files.
   *
   * @param what purpose of the files, such as {@code trusted authorities}
   * @param files all files that are used together
   * @param why the reason in a few words
   */
  public UnusableFileException(String what, List<Path> files, String why, Exception cause) {
    super(
        "want files that can be used (%s), got %s: %s"
            .formatted(
                what, files.stream().map(Path::toString).collect(Collectors.joining(", ")), why),
        cause);
    this.files = List.copyOf(files);
  }

  /** Returns all files that are used together; at least one of them is unusable. */
  public List<Path> files() {
    return files;
  }
}
