package dev.rbacconsumer.launcher.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads the lines of a file of the audit trail. A line of any length takes bounded memory. */
public final class TrailLines {
  /** Longest line that is read: the copy of a record of some 24 MiB. */
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private final String name;
  private final Trail trail;
  private final int mostBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number = 1;
  private boolean isTooLong;

  private TrailLines(String name, Trail trail, int mostBytes) {
    this.name = name;
    this.trail = trail;
    this.mostBytes = mostBytes;
  }

  /**
   * Adds every line of a file to a trail.
   *
   * @param file name of the file, for places
   * @param in content of the file, not closed
   * @throws IOException if it cannot be read to its end
   */
  public static void read(Path file, InputStream in, Trail trail) throws IOException {
    read(file, in, trail, MOST_BYTES);
  }

  static void read(Path file, InputStream in, Trail trail, int mostBytes) throws IOException {
    new TrailLines(String.valueOf(file.getFileName()), trail, mostBytes)
        .read(new BufferedInputStream(in));
  }

  private void read(InputStream in) throws IOException {
    int next;
    while ((next = in.read()) >= 0) {
      if (next == '\n') {
        endLine();
      } else if (line.size() < mostBytes) {
        line.write(next);
      } else {
        isTooLong = true;
      }
    }
    endLine();
  }

  private void endLine() {
    String place = name + " line " + number;
    String text = line.toString(UTF_8);
    if (isTooLong) {
      trail.addOther(place, "it is longer than %d bytes".formatted(mostBytes));
    } else if (!text.isBlank()) {
      trail.add(place, text.strip());
    }
    line.reset();
    isTooLong = false;
    number++;
  }
}
