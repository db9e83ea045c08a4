package dev.rbacconsumer.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthTrackerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<String> calls = new ArrayList<>();
  private final HealthTracker tracker = new HealthTracker(new Scripted(), new Seconds());
  private boolean connected;
  private boolean broken;

  @Test
  void beforeTheFirstCheckNothingIsWell() {
    assertThat(tracker.known().health()).isEqualTo(Health.HUNG);
    assertThat(tracker.known().troubles()).containsExactly("look: not looked yet");
  }

  @Test
  void theBeginningOfAConditionIsKeptUntilItChanges() {
    tracker.check();
    Instant since = since();
    tracker.check();
    assertThat(since()).isEqualTo(since);

    connected = true;
    tracker.check();

    assertThat(since()).isAfter(since);
    assertThat(tracker.known().health()).isEqualTo(Health.CONNECTED);
    assertThat(tracker.known().started().condition().met()).isTrue();
  }

  @Test
  void onlyWhoWantsItGetsAReport() {
    tracker.check();
    tracker.reportAndCheck(failed -> calls.add("failed"));

    assertThat(calls).containsExactly("check", "report", "check");
  }

  @Test
  void aCheckThatThrowsCountsAsHung() {
    broken = true;

    assertThat(tracker.check().health()).isEqualTo(Health.HUNG);
    assertThat(tracker.reportAndCheck(failed -> calls.add(failed.getMessage())).troubles())
        .containsExactly("look: the check failed; see the log");
    assertThat(calls).containsExactly("check", "report", "check", "defect");
  }

  private Instant since() {
    return tracker.known().standings().get(0).since();
  }

  private final class Scripted implements HealthCheck {
    @Override
    public List<Condition> check() {
      calls.add("check");
      if (broken) {
        throw new IllegalStateException("defect");
      }
      return List.of(Condition.readiness("kafka", connected, connected ? "answers" : "is silent"));
    }

    @Override
    public void reportChanges() {
      calls.add("report");
    }
  }

  /** Time that moves on by a second whenever it is read. */
  private static final class Seconds implements Clock {
    private long reads;

    @Override
    public Instant now() {
      return START.plusSeconds(reads++);
    }

    @Override
    public long nanoTime() {
      return 0;
    }
  }
}
