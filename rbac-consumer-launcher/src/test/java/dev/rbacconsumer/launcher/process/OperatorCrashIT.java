package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.network.NetworkFault;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Actions of operators whose owner is killed, or loses its partitions, half-way through: Kafka gets
 * their writes and the owner no answer, or Kafka gets nothing.
 */
@Tag("long")
final class OperatorCrashIT extends OperatorStage {
  private final Map<Act, CompletableFuture<ActionAnswer>> answers = new EnumMap<>(Act.class);

  @ParameterizedTest
  @EnumSource(
      value = NetworkFault.class,
      names = {"LOST_REQUESTS", "LOST_ANSWERS"})
  void ownerThatDiesHalfWayLosesNothingAndDoesNothingTwice(NetworkFault fault) throws Exception {
    boolean arrives = fault == NetworkFault.LOST_ANSWERS;
    long copies;
    try (JarProcess first = start("first")) {
      bringAbout(port(first));
      copies = copies();
      NETWORK.get().fault(fault);
      beginAll(port(first));
      if (arrives) {
        // A commit has arrived, and so have the copies of the records; no answer to either has.
        Eventually.get(() -> isPaused(Act.PAUSE) || !isPaused(Act.RESUME), it -> it, LONG);
        long both = copies + 2;
        Eventually.get(this::copies, it -> it >= both, LONG);
      }
      first.kill();
      first.awaitExit(LONG);
    }
    assertThat(answers.values()).noneMatch(OperatorCrashIT::hasSucceeded);
    List<Act> paused = Stream.of(Act.PAUSE, Act.RESUME).filter(this::isPaused).toList();
    if (!arrives) {
      assertThat(paused).containsExactly(Act.RESUME);
      assertThat(copies()).isEqualTo(copies);
    }
    NETWORK.get().heal();
    NETWORK.get().resetConnections();
    kafka.expelMembers(topic);

    try (JarProcess next = start("next")) {
      int port = port(next);
      awaitAll(port);
      for (Act act : new Act[] {Act.PAUSE, Act.RESUME}) {
        assertThat(partition(port, act).get("paused").isObject())
            .as(act.word)
            .isEqualTo(paused.contains(act));
      }
      finish(port);
    }
    assertThatTheStoreIsTheModel();
  }

  @Test
  void ownerThatStopsHalfWayDoesNothingAfterAnotherHasTakenOver() throws Exception {
    try (JarProcess first = start("first")) {
      bringAbout(port(first));
      NETWORK.get().swallowConnections();
      beginAll(port(first));
      first.freeze();
      kafka.expelMembers(topic);

      try (JarProcess next = start("next")) {
        int port = port(next);
        awaitAll(port);
        finish(port);
        long copies = copies();
        first.thaw();

        // Each request gets an end, and none claims an effect.
        for (CompletableFuture<ActionAnswer> answer : answers.values()) {
          answer.handle((given, gone) -> given).get(LONG.toSeconds(), SECONDS);
        }
        assertThat(answers.values()).noneMatch(OperatorCrashIT::hasSucceeded);
        assertThatTheStoreIsTheModel();
        assertThat(copies()).isEqualTo(copies);
      }
    }
  }

  @Test
  void attemptThatAnOperatorDemandedOfADeadOwnerChangesNothingOnceItLands() throws Exception {
    Act act = Act.PAUSE;
    try (JarProcess first = start("first", "retry")) {
      int port = port(first);
      publish(act, OutboxMessages.relations().add(odd(act)).build());
      blocked(port, act, 0);
      relations.store().setSchema(StoreSchema.permissive());
      int before = relations.calls(Rpc.CREATE_TUPLES);
      relations.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());
      answers.put(
          act, CompletableFuture.supplyAsync(() -> request(port, "retry-now", act, ""), operators));
      assertThat(relations.awaitCalls(Rpc.CREATE_TUPLES, before + 1, LONG)).isTrue();
      first.kill();
      first.awaitExit(LONG);
    }
    assertThat(answers.values()).noneMatch(OperatorCrashIT::hasSucceeded);
    kafka.expelMembers(topic);

    try (JarProcess next = start("next", "retry")) {
      int port = port(next);
      Eventually.get(relations::tuples, it -> it.contains(odd(act)), LONG);
      publish(act, OutboxMessages.relations().remove(odd(act)).build());
      awaitNoLag(port, act);
      assertThat(relations.release()).isEqualTo(1);
      add(act, "last");
      Eventually.get(relations::tuples, it -> it.contains(tuple(act, "last")), LONG);
      assertThat(relations.tuples()).containsExactly(tuple(act, "last"));
    }
  }

  /** Brings each partition into the state that its action is about. */
  private void bringAbout(int port) {
    for (Act act : Act.values()) {
      switch (act) {
        case PAUSE, RESUME -> add(act, "early");
        case SKIP, DEAD_LETTER -> {
          // Set aside with the first one, the client of the dead letters is connected.
          publish(act, BadMessage.BLANK_RESOURCE_ID.message());
          publish(act, BadMessage.BLANK_RESOURCE_ID.message());
          add(act, "early");
        }
        case QUARANTINE_REPLAY, QUARANTINE_DISCARD -> {
          publish(act, OutboxMessages.relations().add(odd(act), tuple(act, "first")).build());
          add(act, "early");
        }
      }
    }
    for (Act act : new Act[] {Act.SKIP, Act.DEAD_LETTER}) {
      blocked(port, act, 0);
      assertThat(isDone(request(port, act, 0))).as(act.word).isTrue();
      blocked(port, act, 1);
    }
    for (Act act : new Act[] {Act.PAUSE, Act.RESUME}) {
      awaitNoLag(port, act);
    }
    assertThat(isDone(request(port, "pause", Act.RESUME, ""))).isTrue();
    for (Act act : new Act[] {Act.QUARANTINE_REPLAY, Act.QUARANTINE_DISCARD}) {
      Eventually.get(
          () -> partition(port, act).get("quarantine").get("records").text(),
          it -> it.equals("2"),
          LONG);
      // No commit is in flight when the network fails, which would hold up those of the actions.
      awaitNoLag(port, act);
    }
    relations.store().setSchema(StoreSchema.permissive());
    add(Act.RESUME, "later");
  }

  /** Begins each action, and returns once all of them are in progress. */
  private void beginAll(int port) {
    for (Act act : Act.values()) {
      String record =
          switch (act) {
            case PAUSE, RESUME -> "";
            case SKIP, DEAD_LETTER -> record(act, 1);
            case QUARANTINE_REPLAY, QUARANTINE_DISCARD -> record(act, 0);
          };
      answers.put(
          act,
          CompletableFuture.supplyAsync(() -> request(port, act.word, act, record), operators));
    }
    for (Act act : Act.values()) {
      Eventually.get(
          () -> code(request(port, "retry-now", act, "")), it -> it.equals("busy"), LONG);
    }
  }

  /** Does what is left of each action, and lets the messages behind it through. */
  private void finish(int port) {
    for (Act act : new Act[] {Act.SKIP, Act.DEAD_LETTER}) {
      blocked(port, act, 1);
      assertThat(isDone(request(port, act, 1))).as(act.word).isTrue();
      // A second operator is too late.
      assertThat(code(request(port, act, 1))).isIn("head_moved", "nothing_waits");
    }
    for (Act act : new Act[] {Act.QUARANTINE_REPLAY, Act.QUARANTINE_DISCARD}) {
      assertThat(isDone(request(port, act, 0))).as(act.word).isTrue();
      assertThat(code(request(port, act, 0))).isEqualTo("not_parked");
      assertThat(isDone(request(port, Act.QUARANTINE_REPLAY.word, act, record(act, 1)))).isTrue();
    }
    for (Act act : new Act[] {Act.PAUSE, Act.RESUME}) {
      if (partition(port, act).get("paused").isObject()) {
        assertThat(isDone(request(port, "resume", act, ""))).as(act.word).isTrue();
      }
    }
    for (Act act : Act.values()) {
      publish(
          act,
          OutboxMessages.relations().remove(tuple(act, "early")).add(tuple(act, "last")).build());
    }
    for (Act act : Act.values()) {
      awaitNoLag(port, act);
    }
  }

  /** The store is what the messages make of it, without those that operators have set aside. */
  private void assertThatTheStoreIsTheModel() {
    assertThat(relations.tuples())
        .containsExactlyInAnyOrder(
            tuple(Act.PAUSE, "last"),
            tuple(Act.RESUME, "later"),
            tuple(Act.RESUME, "last"),
            tuple(Act.SKIP, "last"),
            tuple(Act.DEAD_LETTER, "last"),
            odd(Act.QUARANTINE_REPLAY),
            tuple(Act.QUARANTINE_REPLAY, "first"),
            tuple(Act.QUARANTINE_REPLAY, "last"),
            tuple(Act.QUARANTINE_DISCARD, "last"));
  }
}
