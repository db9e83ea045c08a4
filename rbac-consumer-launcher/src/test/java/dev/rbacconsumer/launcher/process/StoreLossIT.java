package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.DeliveryStage.LONG;
import static dev.rbacconsumer.launcher.process.DeliveryStage.awaitState;
import static dev.rbacconsumer.launcher.process.DeliveryStage.message;
import static dev.rbacconsumer.launcher.process.DeliveryStage.status;
import static dev.rbacconsumer.launcher.process.DeliveryStage.stop;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runnable jar where the log, the commits of the group and the store disagree. */
@Tag("long")
class StoreLossIT {
  private static final String ON_STORE_LOSS = "RBAC_KAFKA_CONSUMER_ON_STORE_LOSS";
  private static final Map<String, String> MARK_OFTEN =
      Map.of("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1s");

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  private DeliveryStage stage;
  private String topic;

  @BeforeEach
  void createStage() {
    topic = fixture.topic();
    stage = new DeliveryStage(fixture);
  }

  @Test
  void emptiedStoreBlocksUntilAPolicyFillsItFromTheLog() throws Exception {
    stage.publish("+ann", "+bob", "+cid");
    try (JarProcess jar = stage.start(Map.of("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1h"))) {
      stage.awaitAllCommitted(jar);
      stage.restartStoreEmpty();
      stage.publish("+dan");

      assertThat(jar.awaitOut("THE STORE HAS LOST DATA (partition: " + topic + "-0): ", LONG))
          .contains(
              "ERROR",
              "the store has no memory of this partition, although the group has committed offset"
                  + " 3: it was emptied or replaced, and what was applied below 3 must be applied"
                  + " again (log: 0 to 4). The partition is blocked, and nothing is committed",
              "=replay, which applies the log from offset 0 to its end again (it still holds 3 of"
                  + " the 3 offsets), or with continue, which goes on at offset 3");
      assertThat(jar.awaitOut("Fence lost (partition: 0, offset: 3)", LONG))
          .contains("the store knows no holder of the lock " + topic + "/0: it has lost its data");
      JsonTree partition = awaitState(jar, "data_loss");
      assertThat(partition.get("data_loss").get("kind").text()).isEqualTo("store_lost");
      assertThat(partition.get("data_loss").get("reason").text())
          .contains("what was applied below 3 must be applied again");
      assertThat(status(jar).get("state").text()).isEqualTo("degraded");
      stop(jar);
    }
    assertThat(stage.members()).isEmpty();
    assertThat(stage.committed()).contains(3L);

    try (JarProcess jar = stage.start(Map.of(ON_STORE_LOSS, "replay"))) {
      assertThat(jar.awaitOut("THE STORE HAS LOST DATA", LONG))
          .contains("below 3 must be applied again (log: 0 to 4). Reading goes on at offset 0, as");
      stage.awaitAllCommitted(jar);
      assertThat(stage.members()).containsExactly("ann", "bob", "cid", "dan");
      awaitState(jar, "idle");
    }
  }

  @Test
  void emptiedStoreIsLeftAsItIsWhereThePolicySaysSo() throws Exception {
    stage.publish("+ann", "+bob");
    try (JarProcess jar = stage.start(Map.of(ON_STORE_LOSS, "continue"))) {
      stage.awaitAllCommitted(jar);
      stage.restartStoreEmpty();
      stage.publish("+cid");

      assertThat(jar.awaitOut("THE STORE HAS LOST DATA", LONG))
          .contains("ERROR", "below 2 must be applied again", ". Reading goes on at offset 2, as");
      stage.awaitAllCommitted(jar);
      awaitState(jar, "idle");
    }
    assertThat(stage.members()).containsExactly("cid");
  }

  @Test
  void restoredStoreBlocksUntilALaterBackupIsRestored() throws Exception {
    stage.publish("+ann", "+bob");
    InMemoryTupleStore.Snapshot old;
    try (JarProcess jar = stage.start(MARK_OFTEN)) {
      stage.awaitAllCommitted(jar);
      stage.awaitMark(2);
      old = stage.relations().store().snapshot();
      stage.publish("+cid", "-ann");
      stage.awaitAllCommitted(jar);
      stop(jar);
    }
    InMemoryTupleStore.Snapshot latest = stage.relations().store().snapshot();
    stage.relations().store().restore(old);
    stage.publish("+dan");

    try (JarProcess jar = stage.start(Map.of())) {
      assertThat(jar.awaitOut("THE STORE HAS LOST DATA (partition: " + topic + "-0): ", LONG))
          .contains(
              "ERROR",
              "the store was restored to an earlier state: it has seen the records below 2, and the"
                  + " group has committed offset 4, so offsets 2 to 3 must be applied again (log: 0"
                  + " to 5). The partition is blocked",
              "=replay, which applies the log from offset 2 to its end again (it still holds 2 of"
                  + " the 2 offsets)");
      JsonTree partition = awaitState(jar, "data_loss");
      assertThat(partition.get("data_loss").get("kind").text()).isEqualTo("store_restored");
      assertThat(partition.get("data_loss").get("reason").text())
          .contains("offsets 2 to 3 must be applied again");
      assertThat(stage.members()).containsExactly("ann", "bob");
      assertThat(stage.committed()).contains(4L);

      stage.relations().store().restore(latest);

      stage.awaitAllCommitted(jar);
      assertThat(stage.members()).containsExactly("bob", "cid", "dan");
    }
  }

  @Test
  void restoreUnderTheTokenInForceIsNoticedAtTheNextMark() throws Exception {
    stage.publish("+ann", "+bob");
    Map<String, String> settings =
        Map.of("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1s", ON_STORE_LOSS, "replay");
    try (JarProcess jar = stage.start(settings)) {
      stage.awaitAllCommitted(jar);
      stage.awaitMark(2);
      InMemoryTupleStore.Snapshot old = stage.relations().store().snapshot();
      stage.publish("+cid", "-ann");
      stage.awaitAllCommitted(jar);
      stage.awaitMark(4);

      stage.relations().store().restore(old);
      stage.publish("+dan");

      assertThat(jar.awaitOut("Fence lost (partition: " + topic + "-0)", LONG))
          .contains(
              "the store has forgotten the mark beside the lock "
                  + topic
                  + "/0: it was restored to an older state");
      assertThat(jar.awaitOut("THE STORE HAS LOST DATA", LONG))
          .contains("it has seen the records below 2, and", ". Reading goes on at offset 2, as");
      jar.awaitOut("Replay ended (partition: " + topic + "-0, offset: 5): 3 tuples", LONG);
      stage.awaitMark(5);
    }
    assertThat(stage.members()).containsExactly("bob", "cid", "dan");
  }

  @Test
  void readingGoesOnAtTheMarkWhereTheCommitsAreGone() throws Exception {
    stage.publish("+ann", "-ann", "+bob");
    stage.deliverAll();
    fixture.kafka().deleteGroup(topic);
    stage.forgetWrites();
    stage.publish("+cid");

    try (JarProcess jar = stage.start(Map.of())) {
      assertThat(jar.awaitOut("COMMITS ARE GONE (partition: " + topic + "-0): ", LONG))
          .contains(
              "ERROR",
              "the group has no committed offset, although the store has seen the records below 3:"
                  + " the commits expired, were deleted, or belong to another cluster (log: 0 to"
                  + " 4). Reading goes on at offset 3");
      stage.awaitAllCommitted(jar);
      awaitState(jar, "idle");
    }
    assertThat(stage.writes()).containsExactly("+cid");
    assertThat(stage.members()).containsExactly("bob", "cid");
  }

  @Test
  void everythingIsReplayedWhereTheCommitsOfAnotherConsumerAreGone() throws Exception {
    stage.publish("+ann", "-ann", "+bob");
    stage.fillByAnotherConsumer("bob");

    try (JarProcess jar = stage.start(Map.of())) {
      assertThat(jar.awaitOut("COMMITS ARE GONE (partition: " + topic + "-0): ", LONG))
          .contains("although the store has seen this partition", "Reading goes on at offset 0");
      assertReplay(jar, "offsets 0 to 2", "offset: 3): 2 tuples, 1 operations left out");
    }
    assertThat(stage.writes()).isEmpty();
    assertThat(stage.members()).containsExactly("bob");
  }

  @Test
  void offsetThatWasResetByHandBringsNoOlderStateBack() throws Exception {
    stage.publish("+ann", "-ann", "+bob", "-bob", "+cid");
    stage.deliverAll();
    stage.commitOutside(0);
    stage.forgetWrites();
    stage.publish("+dan");

    try (JarProcess jar = stage.start(Map.of())) {
      jar.awaitOut(
          "The position was set by a tool or another consumer, and is honoured (partition: "
              + topic
              + "-0, offset: 0)",
          LONG);
      assertReplay(jar, "offsets 0 to 5", "offset: 6): 4 tuples, 2 operations left out");
    }
    assertThat(stage.writes()).containsExactly("+dan");
    assertThat(stage.members()).containsExactly("cid", "dan");
  }

  @Test
  void recordsThatTheOlderConsumerDidNotCommitBringNoOlderStateBack() throws Exception {
    stage.publish("+ann", "+bob");
    stage.publish("+cid", "-cid", "+dan", "-dan", "+eve", "-eve", "+fay", "-bob", "+gus");
    stage.fillByAnotherConsumer("ann", "fay", "gus");
    stage.commitOutside(2);

    try (JarProcess jar = stage.start(Map.of())) {
      assertThat(jar.awaitOut("holds the lock of this partition and no mark", LONG))
          .contains("INFO", "it is marked now (partition: " + topic + "-0, offset: 2)");
      assertReplay(jar, "offsets 2 to 10", "offset: 11): 6 tuples, 3 operations left out");
    }
    assertThat(stage.writes()).isEmpty();
    assertThat(stage.members()).containsExactly("ann", "fay", "gus");
  }

  @Test
  void eventsThatTheConnectorRepeatsArePassedOver() throws Exception {
    List<OutboxMessage> events = List.of(message("+ann"), message("-ann"), message("+bob"));
    events.forEach(stage::publish);
    events.forEach(stage::publish);
    stage.publish("+cid");

    try (JarProcess jar = stage.start(Map.of())) {
      stage.awaitAllCommitted(jar);
      stop(jar);
      assertThat(jar.out())
          .anyMatch(
              line ->
                  line.contains("WARN")
                      && line.contains(
                          "3 repeated event(s) passed over (partition: "
                              + topic
                              + "-0, offsets: 3 to 5): the connector emitted them again"));
    }
    assertThat(stage.writes()).containsExactly("+ann", "-ann", "+bob", "+cid");
  }

  @Test
  void topicThatWasRecreatedWhileNothingRanIsNotRead() throws Exception {
    stage.publish("+ann");
    stage.deliverAll();
    fixture.kafka().deleteTopic(topic);
    fixture.kafka().createTopic(topic, 1);
    stage.publish("+bob");

    try (JarProcess jar = stage.start(Map.of())) {
      assertThat(jar.awaitOut("RECORDS ARE GONE (partition: " + topic + "-0): ", LONG))
          .contains(
              "ERROR",
              "the topic was deleted and made anew, so the position so far is not of this log (log:"
                  + " 0 to 1). The partition is blocked");
      JsonTree partition = awaitState(jar, "data_loss");
      assertThat(partition.get("data_loss").get("kind").text()).isEqualTo("recreated");
      stop(jar);
    }
    assertThat(stage.members()).containsExactly("ann");
    assertThat(stage.committed()).isEmpty();

    try (JarProcess jar = stage.start(Map.of("RBAC_KAFKA_CONSUMER_ON_DATA_LOSS", "earliest"))) {
      jar.awaitOut("Reading goes on at offset 0, as RBAC_KAFKA_CONSUMER_ON_DATA_LOSS says", LONG);
      stage.awaitAllCommitted(jar);
    }
    assertThat(stage.members()).containsExactly("ann", "bob");
  }

  /** Waits for a replay that commits everything published. */
  private void assertReplay(JarProcess jar, String range, String end) throws Exception {
    assertThat(jar.awaitOut("Replay started (partition: " + topic + "-0)", LONG))
        .contains("WARN", "the store may have seen " + range + " before");
    jar.awaitOut("Replay ended (partition: " + topic + "-0, " + end, LONG);
    stage.awaitAllCommitted(jar);
    awaitState(jar, "idle");
  }
}
