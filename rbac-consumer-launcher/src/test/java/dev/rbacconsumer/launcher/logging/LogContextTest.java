package dev.rbacconsumer.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class LogContextTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Failure FAILURE = new Failure(FailureClass.TRANSIENT, "down", "down");

  private final LogContext context = new LogContext();

  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void everythingThatIsKnownIsThereWhileTheWorkLasts() {
    RecordScope.Open scope =
        context.enter(new RecordContext(record(7, TRACE), metadata("e-1", "12345")));

    assertThat(now())
        .isEqualTo(
            Map.of(
                "topic", "outbox",
                "partition", "0",
                "offset", "7",
                "event_id", "e-1",
                "org_id", "12345",
                "trace_id", TRACE));
    scope.close();
    assertThat(now()).isEmpty();
  }

  @Test
  void nothingOfARecordIsLeftForTheNext() {
    context.enter(new RecordContext(record(7, TRACE), metadata("e-1", "12345"))).close();

    context.enter(new RecordContext(record(8, null)));

    assertThat(now()).isEqualTo(Map.of("topic", "outbox", "partition", "0", "offset", "8"));
  }

  @Test
  void whatOthersHavePutThereStays() {
    MDC.put("theirs", "kept");

    context.enter(new RecordContext(record(7, null))).close();

    assertThat(now()).isEqualTo(Map.of("theirs", "kept"));
  }

  @Test
  void textsOfOthersAreCut() {
    context.enter(new RecordContext(record(7, null), metadata("e".repeat(1000), "")));

    assertThat(MDC.get("event_id")).hasSize(128);
  }

  @Test
  void eventOfAnotherRecordOfABatchHasItsOwnAndTheFirstOneComesBack() {
    RecordScope.Open scope =
        context.enter(new RecordContext(record(7, TRACE), metadata("e-1", "12345")));

    List<Map<String, String>> heard =
        heard(
            retrying(record(8, null), metadata("e-2", "")),
            new RecordEvent.DeadLettered(record(7, TRACE), FAILURE));

    assertThat(heard.get(0))
        .isEqualTo(Map.of("topic", "outbox", "partition", "0", "offset", "8", "event_id", "e-2"));
    assertThat(heard.get(1)).containsEntry("event_id", "e-1").containsEntry("trace_id", TRACE);
    assertThat(now()).containsEntry("offset", "7").containsEntry("event_id", "e-1");
    scope.close();
    assertThat(now()).isEmpty();
  }

  @Test
  void eventThatKnowsMoreThanTheWorkAddsIt() {
    RecordScope.Open scope = context.enter(new RecordContext(record(7, null)));

    List<Map<String, String>> heard = heard(retrying(record(7, null), metadata("e-1", "12345")));

    assertThat(heard.get(0)).containsEntry("event_id", "e-1").containsEntry("org_id", "12345");
    scope.close();
  }

  @Test
  void eventOfAPartitionHasThePartitionAndACommitItsLastRecordAndTheNextOffset() {
    List<Map<String, String>> heard =
        heard(
            new PartitionEvent.Committed(P0, new CommitPosition(9), Optional.of(new Offset(8))),
            new PartitionEvent.Committed(P0, new CommitPosition(9), Optional.empty()),
            new PartitionEvent.FenceAcquired(P0, 1, Duration.ZERO),
            new InstanceEvent.Polled(0));

    assertThat(heard)
        .containsExactly(
            Map.of("topic", "outbox", "partition", "0", "offset", "8", "next_offset", "9"),
            Map.of("topic", "outbox", "partition", "0", "next_offset", "9"),
            Map.of("topic", "outbox", "partition", "0"),
            Map.of());
    assertThat(now()).isEmpty();
  }

  @Test
  void eventAboutLogCommitAndStoreHasItsPartitionAndItsRecordWhereThereIsOne() {
    List<Map<String, String>> heard =
        heard(
            new StoreMarkEvent.MarkAdopted(P0, new CommitPosition(9)),
            new RecordEvent.IdsNotUnique(record(7, TRACE), metadata("e-1", "")),
            new RecordEvent.EventRepeated(record(8, null), metadata("e-2", "")));

    assertThat(heard)
        .containsExactly(
            Map.of("topic", "outbox", "partition", "0"),
            Map.of(
                "topic", "outbox",
                "partition", "0",
                "offset", "7",
                "event_id", "e-1",
                "trace_id", TRACE),
            Map.of("topic", "outbox", "partition", "0", "offset", "8", "event_id", "e-2"));
  }

  @Test
  void observerThatThrowsLeavesNothingBehind() {
    DeliveryObserver broken =
        context.around(
            event -> {
              throw new IllegalStateException("broken");
            });
    try {
      broken.on(new RecordEvent.Started(record(7, null)));
    } catch (IllegalStateException expected) {
      assertThat(now()).isEmpty();
      return;
    }
    throw new AssertionError("want an exception");
  }

  @Test
  void eventOfAPartitionHasTheRecordInWorkWhereThereIsOne() {
    Throwable defect = new AssertionError();

    List<Map<String, String>> heard =
        heard(
            new PartitionEvent.PortFailed(P0, Optional.of(record(7, TRACE)), "sink", defect),
            new PartitionEvent.PortFailed(P0, Optional.empty(), "sink", defect));

    assertThat(heard)
        .containsExactly(
            Map.of("topic", "outbox", "partition", "0", "offset", "7", "trace_id", TRACE),
            Map.of("topic", "outbox", "partition", "0"));
  }

  @Test
  void eventOfTheInstanceHasThePartitionOfItsLaneWhereThereIsOne() {
    List<Map<String, String>> heard =
        heard(
            new InstanceEvent.StallEnded(Optional.of(P0)),
            new InstanceEvent.StallEnded(Optional.empty()),
            new InstanceEvent.Assigned(Set.of(P0)));

    assertThat(heard)
        .containsExactly(Map.of("topic", "outbox", "partition", "0"), Map.of(), Map.of());
  }

  /** The groups of events say what their events are about, and nothing else does. */
  @Test
  void noEventCarriesARecordOrAPartitionThatItsGroupDoesNotShow() {
    for (Class<?> group : DeliveryEvent.class.getPermittedSubclasses()) {
      for (Class<?> kind : group.getPermittedSubclasses()) {
        for (RecordComponent component : kind.getRecordComponents()) {
          if (component.getType() == SourceRecord.class || isOfOne(component)) {
            assertThat(group.getMethods())
                .as("%s.%s", kind.getSimpleName(), component.getName())
                .anyMatch(method -> method.getName().equals(component.getName()));
          }
        }
      }
    }
  }

  private static boolean isOfOne(RecordComponent component) {
    String type = component.getGenericType().getTypeName();
    return type.equals(PartitionId.class.getName())
        || type.equals("java.util.Optional<" + PartitionId.class.getName() + ">")
        || type.equals("java.util.Optional<" + SourceRecord.class.getName() + ">");
  }

  private List<Map<String, String>> heard(DeliveryEvent... events) {
    List<Map<String, String>> heard = new ArrayList<>();
    DeliveryObserver observer = context.around(event -> heard.add(now()));
    List.of(events).forEach(observer::on);
    return heard;
  }

  private static DeliveryEvent retrying(SourceRecord record, EventMetadata metadata) {
    return new RecordEvent.Retrying(record, metadata, FAILURE, null, 1, Duration.ofSeconds(1));
  }

  private static Map<String, String> now() {
    Map<String, String> now = MDC.getCopyOfContextMap();
    return now == null ? Map.of() : new TreeMap<>(now);
  }

  private static SourceRecord record(long offset, String traceId) {
    List<RecordHeader> headers =
        traceId == null
            ? List.of()
            : List.of(RecordHeader.text("traceparent", "00-" + traceId + "-b7ad6b7169203331-01"));
    return new SourceRecord(P0, new Offset(offset), -1, null, null, headers);
  }

  private static EventMetadata metadata(String eventId, String orgId) {
    return new EventMetadata(eventId, "", "", "", orgId, "", "", "", null);
  }
}
