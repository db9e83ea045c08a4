package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Offsets that the log of a partition holds. They are read one after the other, so they may be a
 * moment apart.
 *
 * @param identity identity of the log, 1 to 64 visible ASCII characters; it changes when the log is
 *     deleted and created again under the same name; empty where the source does not know it
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
