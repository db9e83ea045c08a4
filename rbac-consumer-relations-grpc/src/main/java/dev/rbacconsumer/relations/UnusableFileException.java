package dev.rbacconsumer.relations;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Files with certificates or keys cannot be used. The message says why and quotes nothing that is
 * in them; neither do the causes.
 */
public final class UnusableFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Path> files;

  /**
   * @param what the files are for, such as {@code trusted authorities}
   * @param files all that are used together
   * @param why in a few words
   */
  UnusableFileException(String what, List<Path> files, String why, Exception cause) {
    super(
        "want files that can be used (%s), got %s: %s"
            .formatted(
                what, files.stream().map(Path::toString).collect(Collectors.joining(", ")), why),
        cause);
    this.files = List.copyOf(files);
  }

  /** All that are used together, of which at least one is no good. */
  public List<Path> files() {
    return files;
  }
}
