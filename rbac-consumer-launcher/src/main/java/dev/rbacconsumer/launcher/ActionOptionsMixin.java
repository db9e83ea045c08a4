package dev.rbacconsumer.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that acts on one partition. */
final class ActionOptionsMixin {
  @Option(
      names = "--partition",
      paramLabel = "NUMBER",
      required = true,
      description = "Partition to act on.")
  private int partition;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the consumer that holds the partition is; else localhost and the port that the"
              + " settings name, as for the consumer.")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the token of operators, where the consumer needs one.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who acts, for the audit trail; else the user of the environment.")
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print the consumer's answer, an object on one line.")
  private boolean json;

  ActionCommand.Wanted wanted(String action, Optional<String> topic) {
    return new ActionCommand.Wanted(
        action,
        topic,
        partition,
        Optional.ofNullable(url),
        Optional.ofNullable(tokenFile),
        Optional.ofNullable(by),
        Optional.ofNullable(reason),
        json);
  }
}
