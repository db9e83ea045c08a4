package dev.rbacconsumer.testkit.bench.write;

import java.time.Duration;

/**
 * What is measured in one go.
 *
 * @param way how it is written
 * @param latency that the store takes for each call, beside the work
 * @param removed tuples that each message removes
 * @param added tuples that each message adds
 * @param concurrency removals in flight at once
 */
record WriteRun(WriteWay way, Duration latency, int removed, int added, int concurrency) {
  /** In a message of so many tuples half are removed, as in the update of a role. */
  static WriteRun of(WriteWay way, Duration latency, int tuples) {
    return new WriteRun(way, latency, tuples / 2, tuples - tuples / 2, 16);
  }

  /** A message that only removes, with so many calls at once. */
  static WriteRun removing(int removed, int concurrency, Duration latency) {
    return new WriteRun(WriteWay.KESSEL_RELATIONS, latency, removed, 0, concurrency);
  }

  int tuples() {
    return removed + added;
  }
}
