package dev.rbacconsumer.testkit.bench.store;

/**
 * One run.
 *
 * @param round runs of one round are close in time and can be compared
 * @param millis for each removal, or each message
 * @param inFlight removals that the sink kept in flight at the end; 0 where it did not choose
 */
record StoreMeasured(StoreKind store, Way way, int round, double millis, int inFlight) {}
