package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.settings.delivery.ReplayOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at the directory of replays. */
final class ReplayDirectory {
  private ReplayDirectory() {}

  /** Returns a warning if a replay would need the directory and could not use it. */
  static Optional<String> warning(Settings settings) {
    Path directory = settings.delivery().replayDirectory();
    boolean needed =
        settings.active()
            && settings.mode() == DeliveryMode.DELIVER
            && settings.delivery().lanes().replay().mode() == ReplayMode.LAST_WORD;
    boolean usable = Files.isDirectory(directory) && Files.isWritable(directory);
    return needed && !usable
        ? Optional.of(
            "%s: %s is no directory that this process can write, so a replay would block its"
                    .formatted(ReplayOptions.DIRECTORY.name(), directory)
                + " partition")
        : Optional.empty();
  }
}
