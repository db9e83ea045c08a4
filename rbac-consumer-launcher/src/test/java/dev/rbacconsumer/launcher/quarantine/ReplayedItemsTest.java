package dev.rbacconsumer.launcher.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.internal.quarantine.QuarantineEntry;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.launcher.actions.client.ReplayRun;
import dev.rbacconsumer.launcher.actions.client.ReplayRun.Result;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In which order parked records are requested, and how their answers count. */
final class ReplayedItemsTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> requested = new ArrayList<>();
  private final List<String> out = new ArrayList<>();
  private final Map<String, Deque<ActionAnswer>> answers = new HashMap<>();

  @Test
  void recordsAreRequestedInTheirOrder() throws Exception {
    assertThat(run(false, item(0, 3), item(0, 7), item(1, 2))).isEqualTo(Result.DONE);

    assertThat(requested).containsExactly("0@3", "0@7", "1@2");
    assertThat(out)
        .containsExactly(
            "0@3 done: so it is",
            "0@7 done: so it is",
            "1@2 done: so it is",
            "3 messages replayed, 0 failed, 0 not tried");
  }

  @Test
  void recordThatFailsEndsItsPartitionAlone() throws Exception {
    answer("0@3", given("still_failing"));

    assertThat(run(false, item(0, 3), item(0, 7), item(1, 2))).isEqualTo(Result.INCOMPLETE);

    assertThat(requested).containsExactly("0@3", "1@2");
    assertThat(out)
        .last()
        .isEqualTo(
            "1 message replayed, 1 failed, 1 not tried; the same command goes on with those");
  }

  @Test
  void ownerThatIsAwayForAWhileIsAskedAgain() throws Exception {
    answer(
        "0@3",
        given("not_ready"),
        ActionAnswer.NotGiven.yet("nothing answers"),
        given("not_owner"),
        given("done"));

    assertThat(run(false, item(0, 3), item(0, 7))).isEqualTo(Result.DONE);

    assertThat(requested).containsExactly("0@3", "0@3", "0@3", "0@3", "0@7");
  }

  @Test
  void recordThatALostAnswerReleasedIsNoFailure() throws Exception {
    answer("0@3", ActionAnswer.NotGiven.yet("no answer within 40 s"), given("not_parked"));

    assertThat(run(false, item(0, 3), item(0, 7))).isEqualTo(Result.DONE);

    assertThat(out)
        .last()
        .isEqualTo("1 message replayed, 1 no longer parked, 0 failed, 0 not tried");
  }

  @Test
  void ownersThatKnowNoneOfTheRecordsHaveAnotherQuarantine() throws Exception {
    answer("0@3", given("not_parked"));

    assertThat(run(false, item(0, 3))).isEqualTo(Result.INCOMPLETE);

    assertThat(out)
        .last()
        .isEqualTo(
            "0 messages replayed, 1 no longer parked, 0 failed, 0 not tried; see whether the"
                + " consumer has the quarantine topic that was read here");
  }

  @Test
  void ownerThatStaysAwayEndsItsPartition() throws Exception {
    for (int i = 0; i < 400; i++) {
      answer("0@3", ActionAnswer.NotGiven.yet("nothing answers"));
    }

    assertThat(run(true, item(0, 3), item(0, 7), item(1, 2))).isEqualTo(Result.UNANSWERED);

    assertThat(requested).endsWith("0@3", "1@2").doesNotContain("0@7");
    JsonTree summary = JsonTree.parse(out.get(out.size() - 1));
    assertThat(summary.get("replayed").text()).isEqualTo("1");
    assertThat(summary.get("failed").text()).isEqualTo("1");
    assertThat(summary.get("not_tried").text()).isEqualTo("1");
    assertThat(JsonTree.parse(out.get(0)).get("result").text()).isEqualTo("unanswered");
  }

  private Result run(boolean isJson, ParkedItem... items) throws InterruptedException {
    ReplayRun.Owners<ParkedItem> owners =
        item -> {
          requested.add(item.place());
          ActionAnswer next = answers.getOrDefault(item.place(), new ArrayDeque<>()).pollFirst();
          return next == null ? given("done") : next;
        };
    return new ReplayRun<>(
            new ReplayedItems(), owners, clock, new VirtualSleeper(clock), isJson, out::add)
        .run(Arrays.asList(items));
  }

  private void answer(String place, ActionAnswer... given) {
    answers.computeIfAbsent(place, it -> new ArrayDeque<>()).addAll(Arrays.asList(given));
  }

  private static ActionAnswer given(String code) {
    String text = "{\"code\":\"%s\",\"message\":\"so it is\"}".formatted(code);
    try {
      return new ActionAnswer.Given(code.equals("done"), text, JsonTree.parse(text));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static ParkedItem item(int partition, long offset) {
    ParkedRecord parked =
        new ParkedRecord(
            OutboxMessages.relations()
                .build()
                .at(new PartitionId("outbox", partition), new Offset(offset)),
            Optional.empty(),
            Optional.of(new Failure(FailureClass.REJECTED, "schema_type_error", "no such type")),
            Optional.empty(),
            Instant.EPOCH);
    OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
    return ParkedItem.of(
        new QuarantineEntry("group", parked),
        record -> InspectedRecord.of(record, decoder, change -> List.of()));
  }
}
