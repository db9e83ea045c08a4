package dev.rbacconsumer.relations;

import com.google.protobuf.CodedOutputStream;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import java.util.ArrayList;
import java.util.List;

/** A tuple to add, encoded once, whatever number of requests it is packed into. */
record Addition(RelationTuple tuple, Relationship message) {
  private static final int TAG_BYTES = 1;

  static List<Addition> all(List<RelationTuple> tuples) {
    List<Addition> additions = new ArrayList<>(tuples.size());
    for (RelationTuple tuple : tuples) {
      additions.add(new Addition(tuple, TupleMessages.relationship(tuple)));
    }
    return additions;
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
  static List<List<Addition>> chunks(List<Addition> additions, int maxTuples, int maxBytes) {
    List<List<Addition>> chunks = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < additions.size(); i++) {
      int size = additions.get(i).size();
      if (i > from && (i - from == maxTuples || bytes + size > maxBytes)) {
        chunks.add(additions.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < additions.size()) {
      chunks.add(additions.subList(from, additions.size()));
    }
    return chunks;
  }

  /** The same as {@link #chunks}, and in two halves where the limits would allow one piece. */
  static List<List<Addition>> split(List<Addition> refused, int maxTuples, int maxBytes) {
    List<List<Addition>> chunks = chunks(refused, maxTuples, maxBytes);
    return chunks.size() > 1 ? chunks : chunks(refused, (refused.size() + 1) / 2, maxBytes);
  }

  static List<RelationTuple> tuples(List<Addition> additions) {
    return additions.stream().map(Addition::tuple).toList();
  }
}
