package dev.rbacconsumer.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AppliedEventListenerTest {
  private static final AppliedEvent EVENT =
      new AppliedEvent(
          new PartitionId("outbox", 0),
          new Offset(3),
          EventMetadata.UNKNOWN,
          TupleChange.net(List.of(), List.of()),
          Optional.empty());

  private final List<String> calls = new ArrayList<>();

  @Test
  void allAreCalledInOrderWithAShareOfTheTimeoutAndTheirProblemsAreJoined() throws Exception {
    AppliedEventListener all =
        AppliedEventListener.all(
            List.of(
                named("a", Optional.of("no a")),
                named("b", Optional.empty()),
                named("c", Optional.of("no c")),
                named("d", Optional.empty())));

    assertThat(all.applied(EVENT, Duration.ofSeconds(4))).contains("no a; no c");
    assertThat(calls).containsExactly("a PT1S", "b PT1S", "c PT1S", "d PT1S");
  }

  @Test
  void exceptionOfOneIsThrownAfterTheOthersWereCalled() {
    AppliedEventListener broken =
        (event, timeout) -> {
          throw new IllegalStateException("broken");
        };
    AppliedEventListener all =
        AppliedEventListener.all(List.of(broken, named("b", Optional.empty())));

    assertThatThrownBy(() -> all.applied(EVENT, Duration.ofSeconds(4))).hasMessage("broken");
    assertThat(calls).containsExactly("b PT2S");
  }

  private AppliedEventListener named(String name, Optional<String> problem) {
    return (event, timeout) -> {
      calls.add(name + " " + timeout);
      return problem;
    };
  }
}
