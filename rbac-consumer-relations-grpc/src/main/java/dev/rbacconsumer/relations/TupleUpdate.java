package dev.rbacconsumer.relations;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A tuple to add or to remove within a write, encoded once, whatever number of requests it is
 * packed into.
 */
record TupleUpdate<M extends Message>(RelationTuple tuple, boolean removal, M message) {
  private static final int TAG_BYTES = 1;

  /** What the writes of a change hold: removals first, where the dialect has them in writes. */
  static <M extends Message> List<TupleUpdate<M>> all(TupleChange change, Dialect<M> dialect) {
    List<TupleUpdate<M>> updates = new ArrayList<>(change.size());
    if (dialect.removesInWrites()) {
      for (RelationTuple tuple : change.removals()) {
        updates.add(new TupleUpdate<>(tuple, true, dialect.removal(tuple)));
      }
    }
    for (RelationTuple tuple : change.additions()) {
      updates.add(new TupleUpdate<>(tuple, false, dialect.addition(tuple)));
    }
    return updates;
  }

  /** Size within a request, in bytes. */
  int size() {
    int size = message.getSerializedSize();
    return TAG_BYTES + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
  }

  /**
   * Cuts a list into consecutive pieces within both limits. A tuple that breaks the byte limit
   * alone gets a piece of its own.
   *
   * @param maxTuples at least 1
   * @param maxBytes for the tuples of one piece, the rest of the request left out
   */
  static <M extends Message> List<List<TupleUpdate<M>>> chunks(
      List<TupleUpdate<M>> updates, int maxTuples, int maxBytes) {
    List<List<TupleUpdate<M>>> chunks = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < updates.size(); i++) {
      int size = updates.get(i).size();
      if (i > from && (i - from == maxTuples || bytes + size > maxBytes)) {
        chunks.add(updates.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < updates.size()) {
      chunks.add(updates.subList(from, updates.size()));
    }
    return chunks;
  }

  /** The same as {@link #chunks}, and in two halves where the limits would allow one piece. */
  static <M extends Message> List<List<TupleUpdate<M>>> split(
      List<TupleUpdate<M>> refused, int maxTuples, int maxBytes) {
    List<List<TupleUpdate<M>>> chunks = chunks(refused, maxTuples, maxBytes);
    return chunks.size() > 1 ? chunks : chunks(refused, (refused.size() + 1) / 2, maxBytes);
  }

  static <M extends Message> List<M> messages(List<TupleUpdate<M>> updates) {
    return updates.stream().map(TupleUpdate::message).toList();
  }
}
