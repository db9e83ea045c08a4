package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.List;

/** All ways. */
public final class Ways {
  private static final String STRICT = "bare-chained";

  /** The product first, then others, then the limits. */
  public static final List<Way> ALL =
      List.of(
          Way.product("strict", "**ours, strict**", Pace.STRICT, STRICT, "1"),
          Way.product("auto", "**ours, auto**", Pace.FOLD, "fold-500", "auto"),
          Way.product("batch-50", "**ours, batches of 50**", Pace.FOLD, "fold-50", "50"),
          Way.product("batch-500", "**ours, batches of 500**", Pace.FOLD, "fold-500", "500"),
          Way.peer("plain-record", "plain loop, commit per record", true),
          Way.peer("plain-poll", "plain loop, commit per poll", true),
          Way.peer("spring", "Spring Kafka, a thread per partition", true),
          Way.peer("parallel-partition", "Parallel Consumer, by partition", true),
          Way.peer("parallel-key", "Parallel Consumer, by key", false),
          Way.limit("bare-reader", "*bare reader*", Pace.READ),
          Way.limit("bare-blocked", "*bare sequential, blocked thread*", Pace.STRICT),
          Way.limit("bare-chained", "*bare sequential*", Pace.STRICT),
          Way.limit("fold-50", "*bare fold of 50*", Pace.FOLD),
          Way.limit("fold-500", "*bare fold of 500*", Pace.FOLD));

  private Ways() {}

  /** Returns the ways with these ids, in their order. */
  public static List<Way> named(List<String> ids) {
    return ids.stream().map(Ways::named).toList();
  }

  private static Way named(String id) {
    return ALL.stream()
        .filter(way -> way.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "way: want one of " + ALL.stream().map(Way::id).toList() + ", got " + id));
  }
}
