package dev.rbacconsumer.relations;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.rbacconsumer.core.decode.PlannedCall;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.Dialects;
import dev.rbacconsumer.relations.internal.dialect.TupleUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists the calls that {@link GrpcRelationSink} makes for a change, for people to read. The same
 * code creates the requests; there may be more writes than planned once the store has named a
 * smaller limit.
 */
public final class WritePlan {
  private static final TextFormat.Printer PRINTER = TextFormat.printer().emittingSingleLine(true);

  private WritePlan() {}

  /** Returns all calls, in the order in which they start. */
  public static List<PlannedCall> of(TupleChange change, RelationsSettings settings) {
    return of(change, settings, Dialects.of(settings));
  }

  private static <M extends Message> List<PlannedCall> of(
      TupleChange change, RelationsSettings settings, Dialect<M> dialect) {
    List<PlannedCall> calls = new ArrayList<>();
    if (!dialect.removesInWrites()) {
      for (RelationTuple tuple : change.removals()) {
        calls.add(planned(dialect.remove(tuple, null)));
      }
    }
    for (List<TupleUpdate<M>> chunk :
        TupleUpdate.chunks(
            TupleUpdate.all(change, dialect),
            settings.maxTuplesPerWrite(),
            settings.maxRequestBytes())) {
      calls.add(planned(dialect.write(TupleUpdate.messages(chunk), null)));
    }
    return List.copyOf(calls);
  }

  private static PlannedCall planned(StoreCall<?, ?> call) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> field : call.request().getAllFields().entrySet()) {
      if (field.getKey().isRepeated()) {
        for (Object item : (List<?>) field.getValue()) {
          lines.add(line(field.getKey(), List.of(item)));
        }
      } else {
        lines.add(line(field.getKey(), field.getValue()));
      }
    }
    return new PlannedCall(String.valueOf(call.method().getBareMethodName()), lines);
  }

  private static String line(FieldDescriptor field, Object value) {
    return PRINTER.printFieldToString(field, value).strip();
  }
}
