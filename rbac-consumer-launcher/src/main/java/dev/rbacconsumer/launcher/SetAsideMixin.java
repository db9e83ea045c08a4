package dev.rbacconsumer.launcher;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that set one record aside. */
final class SetAsideMixin {
  @Option(
      names = "--offset",
      paramLabel = "OFFSET",
      description = "Offset of the record, which must be the first one of the partition.")
  private @Nullable Long offset;

  @Option(
      names = "--digest",
      paramLabel = "DIGEST",
      description = "Digest of the record, as status and inspect show it.")
  private @Nullable String digest;

  @Option(names = "--yes", description = "Do it, and not only show it.")
  private boolean yes;

  boolean isConfirmed() {
    return yes;
  }

  /** Returns whether the record is to be set aside, but not named. */
  boolean isIncomplete() {
    return yes && (offset == null || digest == null);
  }

  ActionCommand.Target target() {
    return new ActionCommand.Target(Optional.ofNullable(offset), Optional.ofNullable(digest), yes);
  }
}
