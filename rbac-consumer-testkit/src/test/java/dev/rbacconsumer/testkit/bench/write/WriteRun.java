package dev.rbacconsumer.testkit.bench.write;

import java.time.Duration;

/**
 * What is measured in one go.
 *
 * @param way how it is written
 * @param latency that the store takes for each call, beside the work
 * @param removed tuples that each message removes
 * @param added tuples that each message adds
 */
record WriteRun(WriteWay way, Duration latency, int removed, int added) {
  /** In a message of so many tuples half are removed, as in the update of a role. */
  static WriteRun of(WriteWay way, Duration latency, int tuples) {
    return new WriteRun(way, latency, tuples / 2, tuples - tuples / 2);
  }

  int tuples() {
    return removed + added;
  }
}
