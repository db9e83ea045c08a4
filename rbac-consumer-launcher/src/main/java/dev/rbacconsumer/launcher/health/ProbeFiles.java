package dev.rbacconsumer.launcher.health;

import dev.rbacconsumer.core.health.ProbeState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintains the liveness and the readiness file. They are empty, so each appears and disappears in
 * one step. Their modification time is that of the last check that found the consumer well.
 *
 * <p>Failures are logged and never thrown: the platform acts on the files, and delivery is more
 * important than a probe. One thread at a time.
 */
public final class ProbeFiles {
  private static final Logger log = LoggerFactory.getLogger(ProbeFiles.class);

  private final Path liveness;
  private final Path readiness;
  private final Map<Path, String> told = new HashMap<>();

  /**
   * @param liveness file that exists while the consumer is alive
   * @param readiness file that exists while the consumer is alive and connected
   */
  public ProbeFiles(Path liveness, Path readiness) {
    this.liveness = liveness;
    this.readiness = readiness;
  }

  /** Removes both files, even those of an earlier process. */
  public void remove() {
    show(ProbeState.NEITHER, FileTime.fromMillis(0));
  }

  /**
   * Updates the files to a state. Removals come first: at no moment do the files promise more than
   * either state does.
   */
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

  private void touch(Path file, FileTime now) {
    try {
      // Any user may be able to write to the directory: a link that another user placed there must
      // not be followed.
      Files.newByteChannel(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
          .close();
      Files.setLastModifiedTime(file, now);
      told.remove(file);
    } catch (IOException failed) {
      report("Cannot write probe file {}: {}; the platform may end us for it", file, failed);
    }
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      report("Cannot remove probe file {}: {}; the platform may trust us for it", file, failed);
    }
  }

  /** Logs each kind of failure once, and not again at each check. */
  private void report(String sentence, Path file, IOException failed) {
    String why = explain(failed);
    if (!why.equals(told.put(file, why))) {
      log.error(sentence, file, why);
      log.debug("Where that was met", failed);
    }
  }

  private static String explain(IOException failed) {
    if (failed instanceof NoSuchFileException) {
      return "there is no such directory";
    }
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = failed instanceof FileSystemException file ? file.getReason() : null;
    return reason == null ? failed.getClass().getSimpleName() : reason;
  }
}
