package dev.rbacconsumer.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.LaneRunner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Specifies how the source thread sees a lane that it holds. */
class AssignedLaneTest {
  private final DrivenLane lane = new DrivenLane(new SharedParts());

  @Test
  void aLaneEndsInTimeIfItsThreadDoes() {
    assertThat(ending(atMost -> true).endsWithin(Duration.ofSeconds(1))).isTrue();
    assertThat(ending(atMost -> false).endsWithin(Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void aWaitForTheEndThatIsInterruptedSaysNothingOfTheLane() {
    AssignedLane assigned =
        ending(
            atMost -> {
              throw new InterruptedException("the process ends");
            });

    assertThat(assigned.endsWithin(Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void aDefectIsTakenOnce() {
    AssignedLane assigned = ending(atMost -> true);
    assertThat(assigned.takeDefect()).isNull();
    IllegalStateException defect = new IllegalStateException("a defect");

    lane.driver.fail(defect);

    assertThat(assigned.takeDefect()).isSameAs(defect);
    assertThat(assigned.takeDefect()).isNull();
  }

  private AssignedLane ending(Await await) {
    return new AssignedLane(
        lane.driver,
        new LaneRunner.Running() {
          @Override
          public boolean await(Duration atMost) throws InterruptedException {
            return await.within(atMost);
          }

          @Override
          public void interrupt() {}
        });
  }

  private interface Await {
    boolean within(Duration atMost) throws InterruptedException;
  }
}
