package dev.rbacconsumer.launcher.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The liveness and the readiness file. They are empty, so each appears and disappears in one step.
 * Their time of change is the last look that found the consumer well.
 *
 * <p>Trouble with them is logged and never thrown: the platform acts on what it sees, and the
 * messages are worth more than the probe. One thread at a time.
 */
public final class ProbeFiles {
  private static final Logger log = LoggerFactory.getLogger(ProbeFiles.class);

  private final Path liveness;
  private final Path readiness;

  /**
   * @param liveness exists while we are alive
   * @param readiness exists while we are alive and connected
   */
  public ProbeFiles(Path liveness, Path readiness) {
    this.liveness = liveness;
    this.readiness = readiness;
  }

  /** Removes both, whoever made them: at the start, they may be left from an earlier life. */
  public void remove() {
    show(ProbeState.NEITHER, FileTime.fromMillis(0));
  }

  /** What goes, goes first: at no moment do the files promise more than either state does. */
  void show(ProbeState state, FileTime now) {
    if (!state.ready()) {
      delete(readiness);
    }
    if (!state.alive()) {
      delete(liveness);
    }
    if (state.alive()) {
      touch(liveness, now);
    }
    if (state.ready()) {
      touch(readiness, now);
    }
  }

  private static void touch(Path file, FileTime now) {
    try {
      // The directory may be open to everybody: a link that somebody left must not be followed.
      Files.newByteChannel(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
          .close();
      Files.setLastModifiedTime(file, now);
    } catch (IOException failed) {
      log.error("Cannot write probe file {}; the platform may end us for it", file, failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      log.error("Cannot remove probe file {}; the platform may trust us for it", file, failed);
    }
  }
}
