package dev.rbacconsumer.core.decode;

import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;

/** Computes the calls that would write a change to the store. */
@FunctionalInterface
public interface WritePlanner {
  /** Returns all calls, in the order in which they would start. */
  List<PlannedCall> plan(TupleChange change);
}
