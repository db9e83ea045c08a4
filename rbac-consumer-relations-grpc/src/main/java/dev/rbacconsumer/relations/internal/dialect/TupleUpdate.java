package dev.rbacconsumer.relations.internal.dialect;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;

/** Tuple to add or remove within a write, encoded once for any number of requests. */
public record TupleUpdate<M extends Message>(RelationTuple tuple, boolean removal, M message) {
  private static final int TAG_BYTES = 1;

  /**
   * Returns the updates for the writes of a change: removals first, if the dialect puts them into
   * writes.
   */
  public static <M extends Message> List<TupleUpdate<M>> all(
      TupleChange change, Dialect<M> dialect) {
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

  /** Returns the size within a request, in bytes. */
  int size() {
    int size = message.getSerializedSize();
    return TAG_BYTES + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
  }

  /**
   * Splits a list into consecutive pieces within both limits. A tuple that alone exceeds the byte
   * limit gets its own piece.
   *
   * @param maxTuples at least 1
   * @param maxBytes limit for the tuples of one piece, without the rest of the request
   */
  public static <M extends Message> List<List<TupleUpdate<M>>> chunks(
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

  /** Splits like {@link #chunks}, but into two halves if the limits would allow one piece. */
  public static <M extends Message> List<List<TupleUpdate<M>>> split(
      List<TupleUpdate<M>> refused, int maxTuples, int maxBytes) {
    List<List<TupleUpdate<M>>> chunks = chunks(refused, maxTuples, maxBytes);
    return chunks.size() > 1 ? chunks : chunks(refused, (refused.size() + 1) / 2, maxBytes);
  }

  /** Returns the encoded messages of these updates. */
  public static <M extends Message> List<M> messages(List<TupleUpdate<M>> updates) {
    return updates.stream().map(TupleUpdate::message).toList();
  }
}
