package dev.rbacconsumer.launcher.decode;

import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.PlannedCall;
import java.util.List;

/** Plans the calls of a change. */
interface Planner {
  List<PlannedCall> plan(TupleChange change);
}
