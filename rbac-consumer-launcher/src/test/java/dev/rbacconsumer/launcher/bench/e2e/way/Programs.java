package dev.rbacconsumer.launcher.bench.e2e.way;

import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.util.Map;
import java.util.function.Function;

/** Programs by the name that {@link WayMain} takes. */
final class Programs {
  private static final Map<String, Function<WayPlace, WayProgram>> ALL =
      Map.ofEntries(
          Map.entry("plain-record", place -> new PlainLoop(place, true)),
          Map.entry("plain-poll", place -> new PlainLoop(place, false)),
          Map.entry("spring", SpringListener::new),
          Map.entry(
              "parallel-partition",
              place -> new ParallelProcessor(place, ProcessingOrder.PARTITION)),
          Map.entry("parallel-key", place -> new ParallelProcessor(place, ProcessingOrder.KEY)),
          Map.entry("bare-reader", BareReader::new),
          Map.entry("bare-blocked", place -> new BareLimit(place, BlockedLane::new)),
          Map.entry("bare-chained", place -> new BareLimit(place, ChainedLane::new)),
          Map.entry("fold-50", place -> new BareLimit(place, calls -> new FoldLane(calls, 50))),
          Map.entry("fold-500", place -> new BareLimit(place, calls -> new FoldLane(calls, 500))));

  private Programs() {}

  /** Returns the program with this name. */
  static Function<WayPlace, WayProgram> named(String name) {
    Function<WayPlace, WayProgram> program = ALL.get(name);
    if (program == null) {
      throw new IllegalArgumentException("program: want one of " + ALL.keySet() + ", got " + name);
    }
    return program;
  }
}
