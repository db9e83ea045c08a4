package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;

/**
 * A dead letter, or a copy of a record that was given up, without the record.
 *
 * @param id place of the first copy in the dead-letter topic
 * @param origin partition of the record
 * @param offset offset of the record in it
 * @param digest digest of the record, by {@link dev.rbacconsumer.core.record.RecordDigest}
 * @param facts reasons why the record was set aside, of the first copy
 * @param copies number of copies, at least 1: a crash while a record is copied leaves several
 * @param replayed last replay of the letter; empty if there was none
 */
public record StoredLetter(
    LetterId id,
    PartitionId origin,
    Offset offset,
    String digest,
    LetterFacts facts,
    int copies,
    Optional<ReplayMarker> replayed) {
  /** Returns whether the letter is still to be replayed. */
  public boolean isLeft() {
    return replayed.isEmpty() && !facts.isGivenUp();
  }

  StoredLetter withCopies(int number) {
    return new StoredLetter(id, origin, offset, digest, facts, number, replayed);
  }

  StoredLetter withReplay(Optional<ReplayMarker> marker) {
    return new StoredLetter(id, origin, offset, digest, facts, copies, marker);
  }

  StoredLetter withoutSentences() {
    return new StoredLetter(
        id,
        origin,
        offset,
        digest,
        facts.withoutSentences(),
        copies,
        replayed.map(ReplayMarker::withoutSentences));
  }
}
