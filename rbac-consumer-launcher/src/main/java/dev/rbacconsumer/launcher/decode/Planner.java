package dev.rbacconsumer.launcher.decode;

import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.PlannedCall;
import java.util.List;

/** Computes the gRPC calls that would write a change. */
interface Planner {
  List<PlannedCall> plan(TupleChange change);
}
