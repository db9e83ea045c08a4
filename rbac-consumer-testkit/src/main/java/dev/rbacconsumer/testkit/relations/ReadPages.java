package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.ResponsePagination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One page of a read: at most 1000 tuples whatever is asked for, each with the way on. */
final class ReadPages {
  static final int MOST = 1000;

  private static final String CURSOR = "after/";

  private ReadPages() {}

  static List<ReadTuplesResponse> page(
      List<RelationTuple> found, ReadTuplesRequest request, ConsistencyToken token) {
    int from = Math.min(start(request.getPagination().getContinuationToken()), found.size());
    long limit =
        request.hasPagination()
            ? Math.min(MOST, Integer.toUnsignedLong(request.getPagination().getLimit()))
            : MOST;
    int to = (int) Math.min(found.size(), from + limit);
    List<ReadTuplesResponse> page = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      page.add(
          ReadTuplesResponse.newBuilder()
              .setTuple(WireTuples.message(found.get(i)))
              .setPagination(ResponsePagination.newBuilder().setContinuationToken(after(i)))
              .setConsistencyToken(token)
              .build());
    }
    return page;
  }

  /** The way on behind the item with this index. */
  static String after(int index) {
    return CURSOR + (index + 1);
  }

  /** The index to go on from. */
  static int start(String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    try {
      if (cursor.startsWith(CURSOR)) {
        return Integer.parseUnsignedInt(cursor.substring(CURSOR.length()));
      }
    } catch (NumberFormatException notOurs) {
      // Falls through to the refusal.
    }
    throw new StoreRefusal(
        StatusCode.FAILED_PRECONDITION,
        "INVALID_CURSOR",
        Map.of(),
        "error decoding cursor: the cursor is malformed");
  }
}
