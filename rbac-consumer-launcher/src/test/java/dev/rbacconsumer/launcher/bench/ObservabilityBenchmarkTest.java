package dev.rbacconsumer.launcher.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.runtime.JvmRuntime;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That the benchmark compares what it says. */
class ObservabilityBenchmarkTest {
  private static final int MESSAGES = 100;

  @ParameterizedTest
  @CsvSource({"NONE, 0, 0", "METRICS, 0, 0", "LINES, 400, 400", "JSON, 400, 400"})
  void eachWayWritesAsMuchAsItsNameSays(ObserverWay way, int least, int most) {
    assertThat(lines(way)).hasSizeBetween(least, most);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUMMARY", "JSON_SUMMARY"})
  void summariesLeaveOutWhatIsAboveTheRate(ObserverWay way) {
    assertThat(lines(way)).hasSizeBetween(1, 4 * 20);
  }

  @Test
  void jsonHasWhatTheThreadWorksOn() {
    assertThat(lines(ObserverWay.JSON))
        .allMatch(line -> line.startsWith("{") && line.contains("\"partition\":0,\"offset\":123"))
        .anyMatch(line -> line.contains("\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\""));
  }

  @Test
  void ratiosAreOfTheFastestRuns() {
    List<DeliveryRuns.Run> runs =
        List.of(
            new DeliveryRuns.Run(ObserverWay.NONE, 0, 100),
            new DeliveryRuns.Run(ObserverWay.METRICS, 0, 90),
            new DeliveryRuns.Run(ObserverWay.NONE, 1, 10),
            new DeliveryRuns.Run(ObserverWay.METRICS, 1, 8),
            new DeliveryRuns.Run(ObserverWay.SUMMARY, 1, 5),
            new DeliveryRuns.Run(ObserverWay.LINES, 1, 4),
            new DeliveryRuns.Run(ObserverWay.JSON, 1, 3),
            new DeliveryRuns.Run(ObserverWay.JSON_SUMMARY, 1, 2));

    assertThat(ObservabilityTable.ofRuns(runs))
        .contains("| no observer | 100 | 100 % |", "| metrics | 90 | 90 % |");
  }

  private static List<String> lines(ObserverWay way) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OneMessage message = new OneMessage();
    try (Observers observers = Observers.of(way, JvmRuntime.create().clock(), out)) {
      OneMessage.assign(observers.observer());
      for (int i = 0; i < MESSAGES; i++) {
        message.pass(observers.scope(), observers.observer());
      }
    }
    return out.toString(UTF_8).lines().filter(it -> !it.contains("Partitions assigned")).toList();
  }
}
