package dev.rbacconsumer.relations.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemovalConcurrencyLimitTest {
  private static final int MILLISECOND = 1_000_000;

  private final long[] now = {0};
  private final RemovalConcurrencyLimit limit = new RemovalConcurrencyLimit(64, () -> now[0]);

  @Test
  void oneChangeMayUseTheWholeLimit() {
    RemovalConcurrencyLimit.Share share = limit.join();

    assertThat(fill(share)).hasSize(VegasLimit.START);
  }

  @Test
  void changesSideBySideDivideTheLimit() {
    RemovalConcurrencyLimit.Share first = limit.join();
    RemovalConcurrencyLimit.Share second = limit.join();

    assertThat(fill(first)).hasSize(VegasLimit.START / 2);
    assertThat(fill(second)).hasSize(VegasLimit.START / 2);
  }

  @Test
  void aChangeMayAlwaysHaveOneRemovalInFlight() {
    fill(limit.join());
    RemovalConcurrencyLimit.Share late = limit.join();

    assertThat(fill(late)).hasSize(1);
  }

  @Test
  void moreChangesThanTheLimitHaveOneRemovalInFlightEach() {
    List<RemovalConcurrencyLimit.Share> shares = new ArrayList<>();
    for (int i = 0; i < 2 * VegasLimit.START; i++) {
      shares.add(limit.join());
    }

    assertThat(shares).allSatisfy(share -> assertThat(fill(share)).hasSize(1));
  }

  @Test
  void aChangeThatEndsGivesItsPartBack() {
    RemovalConcurrencyLimit.Share first = limit.join();
    RemovalConcurrencyLimit.Share abandoned = limit.join();
    fill(abandoned);

    abandoned.close();

    assertThat(fill(first)).hasSize(VegasLimit.START);
  }

  @Test
  void aRemovalThatIsOverMakesRoomForAnother() {
    RemovalConcurrencyLimit.Share share = limit.join();
    List<RemovalConcurrencyLimit.Removal> removals = fill(share);

    share.end(removals.get(0), OK);

    assertThat(fill(share)).hasSize(1);
  }

  @Test
  void answersAtOneSpeedMakeTheLimitGrow() {
    RemovalConcurrencyLimit.Share share = limit.join();

    answer(share, 400, OK);

    assertThat(limit.current()).isEqualTo(64);
  }

  @Test
  void anAnswerInDoubtMakesTheLimitShrink() {
    RemovalConcurrencyLimit.Share share = limit.join();

    answer(share, 4, new CallResult<>(Status.OK, new Metadata(), List.of(), true));

    assertThat(limit.current()).isLessThan(VegasLimit.START);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "ABORTED", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "UNKNOWN"})
  void faultsOfTheStoreMakeTheLimitShrink(Status.Code code) {
    RemovalConcurrencyLimit.Share share = limit.join();

    answer(share, 100, failed(code));

    assertThat(limit.current()).isEqualTo(1);
  }

  @Test
  void refusalsOfATupleLeaveTheLimitAlone() {
    RemovalConcurrencyLimit.Share share = limit.join();

    answer(share, 100, failed(Status.Code.INVALID_ARGUMENT));

    assertThat(limit.current()).isEqualTo(VegasLimit.START);
  }

  private static final CallResult<?> OK =
      new CallResult<>(Status.OK, new Metadata(), List.of(), false);

  private static CallResult<?> failed(Status.Code code) {
    return new CallResult<>(code.toStatus(), new Metadata(), List.of(), true);
  }

  private void answer(RemovalConcurrencyLimit.Share share, int removals, CallResult<?> answer) {
    for (int over = 0; over < removals; ) {
      List<RemovalConcurrencyLimit.Removal> started = fill(share);
      now[0] += MILLISECOND;
      started.forEach(removal -> share.end(removal, answer));
      over += started.size();
    }
  }

  private static List<RemovalConcurrencyLimit.Removal> fill(RemovalConcurrencyLimit.Share share) {
    List<RemovalConcurrencyLimit.Removal> started = new ArrayList<>();
    while (share.mayStart()) {
      started.add(share.start());
    }
    return started;
  }
}
