package dev.rbacconsumer.launcher.actions.client;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.PartitionId;
import java.io.IOException;

/**
 * Words and rules of a kind of records that are replayed.
 *
 * @param <T> type of the records
 */
public interface Replayed<T> {
  /** Returns the noun for one of them. */
  String noun();

  /** Returns the partition whose owner replays a record. */
  PartitionId partition(T record);

  /** Returns the place of a record, for people. */
  String place(T record);

  /** Writes the place of a record, for programs. */
  void writePlace(T record, FieldWriter fields) throws IOException;

  /** Returns whether a failed record leaves the order of its partition untouched. */
  boolean concernsNoOther(T record, String code);

  /** Returns the code of an answer about a record that was replayed before. */
  String codeOfReplayedBefore();

  /** Returns the words for such a record. */
  String textOfReplayedBefore();

  /** Returns the JSON field with the number of such records. */
  String fieldOfReplayedBefore();

  /**
   * Returns what to look at where an owner says so at the first request, and replays nothing; empty
   * where that is no wonder.
   */
  String hintIfAllWereBefore();

  /** Returns a sentence for a run without records. */
  String textOfNone();
}
