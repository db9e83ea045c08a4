package dev.rbacconsumer.relations;

import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls that {@link GrpcRelationSink} makes for a change, for a person to look at. Made by the
 * same code that makes the requests; the additions may go in more calls than planned once the store
 * has named a smaller limit.
 */
public final class WritePlan {
  private WritePlan() {}

  /** All calls, in the order in which they are begun. */
  public static List<PlannedCall> of(TupleChange change, RelationsSettings settings) {
    List<PlannedCall> calls = new ArrayList<>();
    for (RelationTuple tuple : change.removals()) {
      FencingCheck none = FencingCheck.getDefaultInstance();
      calls.add(
          new PlannedCall(
              KesselTupleServiceGrpc.getDeleteTuplesMethod().getBareMethodName(),
              List.of("filter { " + text(TupleMessages.delete(tuple, none).getFilter()) + " }")));
    }
    WriteLimits limits = new WriteLimits(settings.maxTuplesPerWrite(), settings.maxRequestBytes());
    for (List<Addition> chunk :
        Addition.chunks(Addition.all(change.additions()), limits.maxTuples(), limits.maxBytes())) {
      calls.add(create(chunk));
    }
    return List.copyOf(calls);
  }

  private static PlannedCall create(List<Addition> chunk) {
    CreateTuplesRequest request = TupleMessages.probe(FencingCheck.getDefaultInstance());
    List<String> lines = new ArrayList<>();
    lines.add(text(request.toBuilder().clearFencingCheck()));
    for (Addition addition : chunk) {
      lines.add("tuples { " + text(addition.message()) + " }");
    }
    return new PlannedCall(
        KesselTupleServiceGrpc.getCreateTuplesMethod().getBareMethodName(), lines);
  }

  private static String text(MessageOrBuilder message) {
    return TextFormat.printer().emittingSingleLine(true).printToString(message).strip();
  }
}
