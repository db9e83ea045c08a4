package dev.rbacconsumer.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.SampleEvents.Happening;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryEventTest {
  @ParameterizedTest
  @MethodSource("events")
  void visitorsHaveExactlyTheMethodOfTheEventCalled(DeliveryEvent event) {
    List<String> calls = new ArrayList<>();
    DeliveryEvent.Visitor visitor =
        (DeliveryEvent.Visitor)
            Proxy.newProxyInstance(
                DeliveryEvent.Visitor.class.getClassLoader(),
                new Class<?>[] {DeliveryEvent.Visitor.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName() + " " + (arguments[0] == event));
                  return null;
                });

    event.accept(visitor);

    assertThat(calls).containsExactly("on" + event.getClass().getSimpleName() + " true");
  }

  @Test
  void visitorsHaveAMethodForEachKindAndNoOther() {
    assertThat(Arrays.stream(DeliveryEvent.Visitor.class.getMethods()).map(it -> it.getName()))
        .containsExactlyInAnyOrderElementsOf(
            SampleEvents.kinds().stream().map(kind -> "on" + kind.getSimpleName()).toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventsAreMatchedByTheirGroup(DeliveryEvent event) {
    Class<?> group =
        event.match(
            it -> RecordEvent.class,
            it -> PartitionEvent.class,
            it -> StoreMarkEvent.class,
            it -> InstanceEvent.class);

    assertThat(event).isInstanceOf(group);
  }

  @ParameterizedTest
  @MethodSource("recordEvents")
  void eventsOfARecordShowWhatTheyKnowOfIt(RecordEvent event) throws Exception {
    EventMetadata known = EventMetadata.UNKNOWN;
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(event);
      if (value instanceof Decoding decoding) {
        known = decoding.metadata();
      } else if (value instanceof EventMetadata metadata) {
        known = metadata;
      }
    }

    assertThat(event.metadata()).isEqualTo(known);
    assertThat(event.partition()).isEqualTo(event.record().partition());
  }

  @Test
  void selectiveObserverIgnoresWhatItDoesNotOverride() {
    List<DeliveryEvent> observed = new ArrayList<>();
    DeliveryObserver observer =
        new SelectiveObserver() {
          @Override
          public void onApplied(RecordEvent.Applied event) {
            observed.add(event);
          }
        };

    events().forEach(observer::on);

    assertThat(observed).isNotEmpty().allMatch(event -> event instanceof RecordEvent.Applied);
  }

  private static Stream<DeliveryEvent> events() {
    return SampleEvents.all().stream().map(Happening::event);
  }

  private static Stream<DeliveryEvent> recordEvents() {
    return events().filter(event -> event instanceof RecordEvent);
  }
}
