package dev.rbacconsumer.launcher.bench.rebalance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Time of all processors since the start of the machine, as Linux counts it.
 *
 * @param busy ticks in which a processor worked
 * @param all all ticks
 */
record MachineLoad(long busy, long all) {
  private static final int IDLE = 3;
  private static final int WAITING = 4;

  /** Returns the time until now; without {@code /proc}, none. */
  static MachineLoad now() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/stat")));
    } catch (IOException unreadable) {
      return new MachineLoad(0, 0);
    }
  }

  /** Parses the lines of {@code /proc/stat}, of which the first is that of all processors. */
  static MachineLoad parse(List<String> lines) {
    long[] ticks =
        Arrays.stream(lines.get(0).strip().split("\\s+", -1))
            .skip(1)
            // The last two are parts of the first two.
            .limit(8)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = Arrays.stream(ticks).sum();
    return new MachineLoad(all - ticks[IDLE] - ticks[WAITING], all);
  }

  /** Returns the part of the time since an earlier one in which processors worked, or NaN. */
  double busySince(MachineLoad earlier) {
    return (busy - earlier.busy) / (double) (all - earlier.all);
  }
}
