package dev.rbacconsumer.launcher.bench.e2e.store;

import dev.rbacconsumer.testkit.relations.server.StoreCost;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answer times of the testkit's store. Its text is {@code LATENCY[~JITTER][+COST]}, with
 * milliseconds: {@code 0}, {@code 1~0.5}, {@code 0+postgresql}.
 *
 * @param latencyMicros time that each call takes, whatever it does
 * @param jitterMicros most time added to that, drawn for each call
 * @param cost cost model: {@code none}, or that of SpiceDB {@code in-memory} or on {@code
 *     postgresql}, which write one after the other
 */
public record StoreSpec(long latencyMicros, long jitterMicros, String cost) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9.]+)(?:~([0-9.]+))?(?:\\+(in-memory|postgresql))?");
  private static final String NO_COST = "none";

  /**
   * Parses the text of a store.
   *
   * @throws IllegalArgumentException if it is not as above
   */
  public static StoreSpec parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "store: want LATENCY[~JITTER][+in-memory|+postgresql], such as 1~0.5, got " + text);
    }
    String jitter = matcher.group(2);
    String cost = matcher.group(3);
    return new StoreSpec(
        micros(matcher.group(1)),
        jitter == null ? 0 : micros(jitter),
        cost == null ? NO_COST : cost);
  }

  /** Returns the latency in milliseconds, including the mean jitter and the cost of a call. */
  public double meanMillis() {
    StoreCost model = model();
    return (latencyMicros + jitterMicros / 2.0) / 1000.0
        + model.call().plus(model.turn()).toNanos() / 1e6;
  }

  /** Returns the text of this store. */
  public String text() {
    return millis(latencyMicros)
        + (jitterMicros == 0 ? "" : "~" + millis(jitterMicros))
        + (cost.equals(NO_COST) ? "" : "+" + cost);
  }

  StoreCost model() {
    return switch (cost) {
      case NO_COST -> StoreCost.NONE;
      case "in-memory" -> StoreCost.likeSpiceDbInMemory();
      case "postgresql" -> StoreCost.likeSpiceDbOnPostgreSql();
      default ->
          throw new IllegalArgumentException(
              "cost: want none, in-memory or postgresql, got " + cost);
    };
  }

  private static long micros(String millis) {
    return Math.round(Double.parseDouble(millis) * 1000);
  }

  private static String millis(long micros) {
    return micros % 1000 == 0 ? "" + micros / 1000 : "" + micros / 1000.0;
  }
}
