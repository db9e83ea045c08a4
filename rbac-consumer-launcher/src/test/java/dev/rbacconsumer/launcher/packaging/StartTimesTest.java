package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Figures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartTimesTest {
  @Test
  void ratiosAreTakenWithinEachRound() {
    StartTimes times = new StartTimes();
    times.add(round(1000, 500));
    times.add(round(4000, 3600));
    times.add(round(1200, 300));
    Figures figures = new Figures();

    times.addTo(figures);

    assertThat(figures.markdown().lines())
        .endsWith(
            "| the archive, without class data | 600 | 1200 | 1.00 | 2400 | 12 |",
            "| the archive | 250 | 500 | 0.50 | 1000 | 5 |");
  }

  private static Map<StartWay, StartSample> round(double without, double with) {
    return Map.of(
        StartWay.JAR, sample(without),
        StartWay.JAR_WITH_CLASS_DATA, sample(with),
        StartWay.DIST, sample(without),
        StartWay.DIST_WITH_CLASS_DATA, sample(with));
  }

  private static StartSample sample(double applied) {
    return new StartSample(applied / 2, applied, applied * 2, applied / 100);
  }
}
