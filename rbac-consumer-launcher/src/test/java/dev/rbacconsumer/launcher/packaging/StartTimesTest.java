package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StartTimesTest {
  @Test
  void ratiosAreTakenWithinEachRound() {
    StartTimes times = new StartTimes();
    times.add(round(1000, 500));
    times.add(round(4000, 3600));
    times.add(round(1200, 300));

    assertThat(times.table())
        .endsWith(
            "| the archive | 1200 | 1.00 |",
            "| the archive, after `rbac-consumer-cds` | 500 | 0.50 |");
  }

  private static Map<StartWay, Double> round(double without, double with) {
    return Map.of(
        StartWay.JAR, without,
        StartWay.JAR_WITH_CLASS_DATA, with,
        StartWay.DIST, without,
        StartWay.DIST_WITH_CLASS_DATA, with);
  }
}
