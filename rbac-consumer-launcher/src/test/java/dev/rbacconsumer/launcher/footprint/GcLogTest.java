package dev.rbacconsumer.launcher.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GcLogTest {
  @Test
  void pausesAreApartFromWhatGoesOnBesideTheProgram() {
    List<String> lines =
        List.of(
            "[0.005s][info][gc] Using G1",
            "[0.211s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation) 24M->5M(64M) 3.250ms",
            "[0.400s][info][gc] GC(1) Concurrent Undo Cycle 1.500ms",
            "[0.500s][info][gc] GC(2) Pause Remark 40M->39M(64M) 0.750ms");

    assertThat(GcLog.parse(lines))
        .isEqualTo(
            new GcLog(
                "G1", 2, Duration.ofNanos(4_000_000), Duration.ofNanos(1_500_000), 40, 39, 0));
  }

  @Test
  void serialCollectorIsUnderstoodToo() {
    List<String> lines =
        List.of(
            "[0.004s][info][gc] Using Serial",
            "[0.180s][info][gc] GC(0) Pause Young (Allocation Failure) 17M->3M(61M) 2.000ms",
            "[9.180s][info][gc] GC(1) Pause Young (Allocation Failure) 60M->60M(61M) 0.500ms",
            "[9.181s][info][gc] GC(2) Pause Full (Allocation Failure) 60M->15M(61M) 30.500ms");

    assertThat(GcLog.parse(lines))
        .isEqualTo(new GcLog("Serial", 3, Duration.ofMillis(33), Duration.ZERO, 60, 60, 15));
  }
}
