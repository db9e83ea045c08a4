package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.function.Consumer;

/** A record of the dead-letter topic, by its headers. */
public sealed interface LetterEntry {
  /** Passes the entry to the action for its kind. */
  void accept(Consumer<Letter> letter, Consumer<Marker> marker, Consumer<Unknown> unknown);

  /**
   * A copy of a record that was set aside.
   *
   * @param letter the copy, as if it were the only one
   * @param record the record, with its own topic, partition, offset and headers
   */
  record Letter(StoredLetter letter, SourceRecord record) implements LetterEntry {
    @Override
    public void accept(
        Consumer<Letter> letters, Consumer<Marker> markers, Consumer<Unknown> others) {
      letters.accept(this);
    }
  }

  /** The record of a replay. */
  record Marker(ReplayMarker marker) implements LetterEntry {
    @Override
    public void accept(
        Consumer<Letter> letters, Consumer<Marker> markers, Consumer<Unknown> others) {
      markers.accept(this);
    }
  }

  /**
   * A record that is no dead letter, or one of which the headers cannot be read.
   *
   * @param place its place
   * @param problem the problem, in half a sentence
   */
  record Unknown(LetterId place, String problem) implements LetterEntry {
    @Override
    public void accept(
        Consumer<Letter> letters, Consumer<Marker> markers, Consumer<Unknown> others) {
      others.accept(this);
    }
  }
}
