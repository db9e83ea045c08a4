package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Index of the dead letters of a topic: copies of the same record are one letter, and each letter
 * knows its replay. Not thread-safe.
 */
public final class LetterIndex {
  /** Most records of a topic that are no letters and are listed one by one. */
  private static final int MOST_UNKNOWN = 100;

  private static final Comparator<StoredLetter> BY_ORIGIN =
      Comparator.comparing(StoredLetter::origin)
          .thenComparing(StoredLetter::offset)
          .thenComparing(it -> it.id().partition())
          .thenComparing(it -> it.id().offset());

  private final boolean isBrief;
  private final Map<LetterKey, StoredLetter> letters = new HashMap<>();
  private final Map<LetterKey, ReplayMarker> markers = new HashMap<>();
  private final Map<LetterId, LetterKey> byPlace = new HashMap<>();
  private final List<LetterEntry.Unknown> unknown = new ArrayList<>();
  private long unknownCount;

  /**
   * The record of which a letter is a copy.
   *
   * @param isGivenUp whether an operator gave it up; kept apart from a letter of the same record
   */
  private record LetterKey(PartitionId origin, Offset offset, String digest, boolean isGivenUp) {}

  /**
   * Creates an index of no letters.
   *
   * @param isBrief whether the sentences of letters are left out, so that it needs less memory
   */
  LetterIndex(boolean isBrief) {
    this.isBrief = isBrief;
  }

  /** Adds a record of the topic; records in the order of their offsets in a partition. */
  void add(LetterEntry entry) {
    entry.accept(letter -> add(letter.letter()), marker -> add(marker.marker()), this::note);
  }

  private void note(LetterEntry.Unknown other) {
    unknownCount++;
    if (unknown.size() < MOST_UNKNOWN) {
      unknown.add(other);
    }
  }

  private void add(StoredLetter copy) {
    LetterKey key =
        new LetterKey(copy.origin(), copy.offset(), copy.digest(), copy.facts().isGivenUp());
    StoredLetter known = letters.get(key);
    StoredLetter letter = known == null ? copy : first(known, copy).withCopies(known.copies() + 1);
    ReplayMarker marker = markers.get(key);
    letters.put(
        key,
        (isBrief ? letter.withoutSentences() : letter).withReplay(Optional.ofNullable(marker)));
    byPlace.put(copy.id(), key);
  }

  /** Returns the earlier one of two copies, which does not depend on the order of reading. */
  private static StoredLetter first(StoredLetter a, StoredLetter b) {
    int byPartition = a.id().partition().compareTo(b.id().partition());
    int order = byPartition != 0 ? byPartition : a.id().offset().compareTo(b.id().offset());
    return order <= 0 ? a : b;
  }

  private void add(ReplayMarker marker) {
    LetterKey key = new LetterKey(marker.origin(), marker.offset(), marker.digest(), false);
    markers.put(key, isBrief ? marker.withoutSentences() : marker);
    letters.computeIfPresent(key, (any, letter) -> letter.withReplay(Optional.of(marker)));
  }

  /** Returns all letters, also those given up, in the order of their origins. */
  public List<StoredLetter> letters() {
    return letters.values().stream().sorted(BY_ORIGIN).toList();
  }

  /** Returns the number of letters, with those given up. */
  public int size() {
    return letters.size();
  }

  /** Returns the letter that a place holds a copy of. */
  public Optional<StoredLetter> find(LetterId place) {
    return Optional.ofNullable(byPlace.get(place)).map(letters::get);
  }

  /**
   * Returns the offsets of records behind a letter that were set aside, too, and are not replayed.
   */
  public Set<Offset> notApplied(PartitionId origin, Offset behind) {
    Set<Offset> offsets = new HashSet<>();
    Set<Offset> replayed = new HashSet<>();
    for (StoredLetter letter : letters.values()) {
      if (letter.origin().equals(origin) && letter.offset().compareTo(behind) > 0) {
        (letter.replayed().isPresent() ? replayed : offsets).add(letter.offset());
      }
    }
    offsets.removeAll(replayed);
    return offsets;
  }

  /** Returns the first records of the topic that are no letters, at most a hundred. */
  public List<LetterEntry.Unknown> unknown() {
    return List.copyOf(unknown);
  }

  /** Returns the number of records of the topic that are no letters. */
  public long unknownCount() {
    return unknownCount;
  }
}
