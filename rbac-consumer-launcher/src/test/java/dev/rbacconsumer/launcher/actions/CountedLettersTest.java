package dev.rbacconsumer.launcher.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.ManualClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Replays that are refused before delivery is asked are counted like all other actions. */
final class CountedLettersTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Letters.Wanted WANTED =
      new Letters.Wanted(0, new Offset(17), "0123456789abcdef", false);

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new ManualClock());
  private Letters.Found found = refused(Code.ALREADY_REPLAYED);
  private final Letters letters =
      new CountedLetters(
          (partition, wanted) -> CompletableFuture.supplyAsync(() -> found),
          reply -> metrics.operatorActed(OperatorAction.ReplayLetter.LABEL, reply));

  @Test
  void eachRefusalIsCountedByTheKindOfItsResult() throws Exception {
    assertThat(find()).isEqualTo(found);
    found = refused(Code.GIVEN_UP);
    find();
    found = refused(Code.LETTERS_UNREADABLE);
    find();

    assertThat(counted()).isEqualTo(Map.of("refused", 2L, "failed", 1L));
  }

  /** Delivery answers it, and counts it then. */
  @Test
  void aLetterThatIsFoundIsNotCounted() throws Exception {
    found =
        new Letters.Replayable(
            new OperatorAction.ReplayLetter(
                new LetterId(new PartitionId("dead", 0), new Offset(17)),
                new SourceRecord(P0, new Offset(9), -1, null, null, List.of()),
                Set.of()));

    assertThat(find()).isEqualTo(found);
    assertThat(counted()).isEmpty();
  }

  private Letters.Found find() throws Exception {
    return letters.find(P0, WANTED).toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  /** Returns the counts of replays above zero, by result. */
  private Map<String, Long> counted() {
    Map<String, Long> counts = new HashMap<>();
    for (ActionReply.Result result : ActionReply.Result.values()) {
      Counter counter =
          registry
              .getCounters()
              .get(
                  "rbac_kafka_consumer_operator_actions_total{action=\"replay\",result=\"%s\"}"
                      .formatted(result.label()));
      if (counter.getCount() > 0) {
        counts.put(result.label(), counter.getCount());
      }
    }
    return counts;
  }

  private static Letters.Found refused(Code code) {
    return new Letters.Refused(new ActionReply(code, "so it is"));
  }
}
