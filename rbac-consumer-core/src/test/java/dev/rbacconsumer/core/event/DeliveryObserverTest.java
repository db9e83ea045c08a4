package dev.rbacconsumer.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryObserverTest {
  private static final DeliveryEvent EVENT = new InstanceEvent.Polled(0);

  private final List<String> heard = new ArrayList<>();

  @Test
  void allHearTheEventInTheirOrder() {
    List<DeliveryObserver> observers = new ArrayList<>(List.of(named("a"), named("b")));
    DeliveryObserver all = DeliveryObserver.all(observers);

    observers.clear();
    all.on(EVENT);

    assertThat(heard).containsExactly("a Polled[records=0]", "b Polled[records=0]");
  }

  @Test
  void aDefectOfAnObserverIsNotSwallowed() {
    DeliveryObserver broken =
        event -> {
          throw new IllegalStateException("defect");
        };
    DeliveryObserver all = DeliveryObserver.all(List.of(broken, named("b")));

    assertThatThrownBy(() -> all.on(EVENT)).hasMessage("defect");
  }

  private DeliveryObserver named(String name) {
    return event -> heard.add(name + " " + event);
  }
}
