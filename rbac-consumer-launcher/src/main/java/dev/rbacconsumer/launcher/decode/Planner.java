package dev.rbacconsumer.launcher.decode;

import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.PlannedCall;
import java.util.List;

/** Says which calls a change would make. */
interface Planner {
  List<PlannedCall> plan(TupleChange change);
}
