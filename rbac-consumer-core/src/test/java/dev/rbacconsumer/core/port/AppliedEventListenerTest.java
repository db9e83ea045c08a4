package dev.rbacconsumer.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppliedEventListenerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(9);
  private static final AppliedEvent EVENT =
      new AppliedEvent(
          new PartitionId("outbox", 0),
          new Offset(7),
          EventMetadata.UNKNOWN,
          TupleChange.net(
              List.of(), List.of(RelationTuple.parse("rbac/group:g#member@rbac/principal:ann"))),
          Optional.empty());

  private final List<String> calls = new ArrayList<>();

  @Test
  void allListenersGetTheEventInTheirOrderWithAShareOfTheTimeout() throws InterruptedException {
    AppliedEventListener all =
        AppliedEventListener.all(List.of(listener("a"), listener("b"), listener("c")));

    assertThat(all.applied(EVENT, TIMEOUT)).isEmpty();

    assertThat(calls).containsExactly("a PT3S", "b PT3S", "c PT3S");
  }

  @Test
  void problemsAreJoined() throws InterruptedException {
    AppliedEventListener all =
        AppliedEventListener.all(
            List.of(
                (event, timeout) -> Optional.of("no room"),
                listener("b"),
                (event, timeout) -> Optional.of("no connection")));

    assertThat(all.applied(EVENT, TIMEOUT)).contains("no room; no connection");

    assertThat(calls).containsExactly("b PT3S");
  }

  @Test
  void anExceptionDoesNotKeepTheEventFromTheOthers() {
    AppliedEventListener all =
        AppliedEventListener.all(
            List.of(
                (event, timeout) -> {
                  throw new IllegalStateException("a defect");
                },
                listener("b")));

    assertThatThrownBy(() -> all.applied(EVENT, TIMEOUT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a defect");

    assertThat(calls).containsExactly("b PT4.5S");
  }

  @Test
  void noListenersIgnoreTheEvent() throws InterruptedException {
    assertThat(AppliedEventListener.all(List.of()).applied(EVENT, TIMEOUT)).isEmpty();
  }

  @Test
  void tokensAreWantedIfAnyListenerWantsThem() {
    AppliedEventListener ignored = AppliedEventListener.ignored();

    assertThat(AppliedEventListener.all(List.of(ignored, listener("a"))).wantsTokens()).isTrue();
    assertThat(AppliedEventListener.all(List.of(ignored, ignored)).wantsTokens()).isFalse();
  }

  @Test
  void allListenersMayBlockIfAnyOfThemDoes() {
    AppliedEventListener ignored = AppliedEventListener.ignored();

    assertThat(listener("a").mayBlock()).as("unless it says otherwise").isTrue();
    assertThat(AppliedEventListener.all(List.of(ignored, listener("a"))).mayBlock()).isTrue();
    assertThat(AppliedEventListener.all(List.of(ignored, ignored)).mayBlock()).isFalse();
    assertThat(AppliedEventListener.all(List.of()).mayBlock()).isFalse();
  }

  private AppliedEventListener listener(String name) {
    return (event, timeout) -> {
      calls.add(name + " " + timeout);
      return Optional.empty();
    };
  }
}
