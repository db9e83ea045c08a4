package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.internal.letters.LetterFacts;
import dev.rbacconsumer.kafka.internal.letters.ReplayMarker;
import dev.rbacconsumer.kafka.internal.letters.StoredLetter;
import java.time.Instant;
import java.util.Optional;

/**
 * A rejected record as a letter, of which parts can be chosen. Immutable.
 *
 * @param partition number of the record's partition
 * @param offset offset of the record, and of the letter in the dead-letter topic
 */
record SampleLetters(
    int partition, long offset, Optional<Instant> at, boolean isReplayed, boolean isRefused) {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  static SampleLetters letter(int partition, long offset) {
    return new SampleLetters(partition, offset, Optional.of(TIME), false, false);
  }

  SampleLetters withoutTime() {
    return new SampleLetters(partition, offset, Optional.empty(), isReplayed, isRefused);
  }

  SampleLetters replayed() {
    return new SampleLetters(partition, offset, at, true, isRefused);
  }

  SampleLetters refused() {
    return new SampleLetters(partition, offset, at, isReplayed, true);
  }

  ListedLetter build() {
    PartitionId origin = new PartitionId("outbox", partition);
    ReplayMarker marker =
        new ReplayMarker(
            origin,
            new Offset(offset),
            "0123456789abcdef",
            "0:" + offset,
            "ann",
            "fixed",
            at,
            "app-1",
            Optional.of(20L),
            Optional.of(2L),
            Optional.of(1L));
    StoredLetter stored =
        new StoredLetter(
            new LetterId(new PartitionId("dead", 0), new Offset(offset)),
            origin,
            new Offset(offset),
            "0123456789abcdef",
            new LetterFacts("rejected", "unknown_type", "no such type", at, "app-1", "", "", ""),
            1,
            isReplayed ? Optional.of(marker) : Optional.empty());
    return new ListedLetter(
        stored,
        new LetterContent.Counts(
            isRefused ? "invalid" : "relations",
            "create_group",
            "12345",
            !isRefused,
            isRefused,
            isRefused ? 0 : 1,
            isRefused ? 0 : 2));
  }
}
