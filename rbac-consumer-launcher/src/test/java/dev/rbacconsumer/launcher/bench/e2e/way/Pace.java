package dev.rbacconsumer.launcher.bench.e2e.way;

/**
 * How a way makes its calls. It gives a rough rate, so that the runs of slow and fast ways take
 * about the same time.
 */
public enum Pace {
  /** One call at a time. */
  ONE_BY_ONE(0.4, 4.3),
  /** One message at a time, its removals at the same time. */
  STRICT(0.3, 2.2),
  /** Many messages in one change. */
  FOLD(0.1, 0.35),
  /** No calls. */
  READ(0.01, 0);

  private final double ownMillis;
  private final double roundTrips;

  Pace(double ownMillis, double roundTrips) {
    this.ownMillis = ownMillis;
    this.roundTrips = roundTrips;
  }

  /**
   * Returns about the messages a second of one partition.
   *
   * @param storeMillis mean time of a call in the store
   */
  public double roughRate(double storeMillis) {
    return 1000 / (ownMillis + roundTrips * storeMillis);
  }
}
