package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the log of a partition holds. Its parts are asked for one after the other, so they may be a
 * moment apart.
 *
 * @param identity which log it is: another text once the log was deleted and made anew under the
 *     same name, from 1 to 64 visible ASCII characters; empty where the source cannot tell
 * @param begin position of the first record that is kept
 * @param readable position behind the last record that can be read
 * @param end position behind the last record that was written, which may not be readable yet
 */
public record PartitionOffsets(
    Optional<String> identity, CommitPosition begin, CommitPosition readable, CommitPosition end) {
  private static final Pattern IDENTITY = Pattern.compile("[!-~]{1,64}");

  public PartitionOffsets {
    identity.ifPresent(
        text -> {
          if (!IDENTITY.matcher(text).matches()) {
            throw new IllegalArgumentException(
                "identity of a log: want 1 to 64 visible ASCII characters, got " + text);
          }
        });
  }
}
