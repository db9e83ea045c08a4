package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The word for how a call ended. */
class CallObservingInterceptorTest {
  private static final Deadline PASSED = Deadline.after(-1, TimeUnit.SECONDS);
  private static final Deadline FAR = Deadline.after(1, TimeUnit.HOURS);

  @Test
  void aCallThatIsGivenUpAtItsDeadlineIsLateAlsoIfItsAnswerCame() {
    assertThat(outcome(Status.CANCELLED, PASSED)).isEqualTo("deadline_exceeded");
    assertThat(outcome(Status.DEADLINE_EXCEEDED, PASSED)).isEqualTo("deadline_exceeded");
    assertThat(outcome(Status.CANCELLED, FAR)).isEqualTo("cancelled");
    assertThat(outcome(Status.CANCELLED, null)).isEqualTo("cancelled");
  }

  @Test
  void aCallThatWasAnsweredIsASuccessHoweverLate() {
    assertThat(outcome(Status.OK, PASSED)).isEqualTo("success");
  }

  private static String outcome(Status status, Deadline deadline) {
    return CallObservingInterceptor.outcome(status, new Metadata(), deadline);
  }
}
