package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records that were set aside, and how an operator replays them. */
class DeadLettersIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int STUCK = 1;
  private static final int OTHER = 0;
  private static final String[] YES = {"--by", "ann", "--reason", "schema is fixed", "--yes"};

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker(2);

  @Test
  void lettersComeBackWithoutTheTuplesThatLaterRecordsHaveChanged() throws Exception {
    fixture.kafka().createTopic(dead(), 1);
    fixture.publishTo(STUCK, membership("leaver"));
    fixture.publishTo(STUCK, refused("t1", List.of(member("leaver")), member("bob")));
    fixture.publishTo(STUCK, membership("early"));
    fixture.publishTo(STUCK, OutboxMessages.relations().remove(member("bob")).build());
    fixture.publishTo(STUCK, refused("t2", List.of(member("early")), member("carl")));
    fixture.publishTo(STUCK, membership("late"));
    fixture.publishTo(OTHER, refused("t3", List.of(), member("given-up")));
    try (JarProcess jar = JarProcess.start(environment())) {
      int port = port(jar);
      setAside(port, STUCK, 1, "dead-letter");
      setAside(port, STUCK, 4, "dead-letter");
      setAside(port, OTHER, 0, "skip");
      awaitNoLag(port);

      assertShown();
      List<String> failing = letters(3, "replay", YES);
      assertThat(failing).anyMatch(line -> line.contains("-1@1 still_failing: "));
      assertThat(failing)
          .last()
          .isEqualTo(
              "0 letters replayed, 1 failed, 1 not tried; the same command goes on with those");

      fixture.relations().store().setSchema(StoreSchema.permissive());
      List<String> done = letters(0, "replay", YES);
      assertThat(done)
          .contains(
              "0:0 of "
                  + fixture.topic()
                  + "-1@1 done: 2 operations are applied; 1 are left out, since later records"
                  + " changed their tuples")
          .last()
          .isEqualTo("2 letters replayed, 0 failed, 0 not tried");
      assertThat(fixture.relations().tuples()).containsExactlyInAnyOrderElementsOf(model());

      assertThat(letters(0, "replay", YES)).last().isEqualTo("Nothing is left to be replayed.");
      JsonTree json = JsonTree.parse(letters(0, "list", "--json").get(0));
      JsonTree first = json.get("letters").items().get(0);
      assertThat(first.get("state").text()).isEqualTo("replayed");
      assertThat(first.get("replayed").get("by").text()).isEqualTo("ann");
      assertThat(first.get("replayed").get("left_out").text()).isEqualTo("1");

      assertThat(letters(0, "replay", with(YES, "--again")))
          .last()
          .isEqualTo("2 letters replayed, 0 failed, 0 not tried");
      assertThat(fixture.relations().tuples()).containsExactlyInAnyOrderElementsOf(model());
      assertThat(partition(port, STUCK).get("lag").text()).isEqualTo("0");
    }
  }

  @Test
  void ownerThatDiesBetweenTheEffectAndItsRecordLeavesNothingUndoneAndNothingTwice()
      throws Exception {
    fixture.kafka().createTopic(dead(), 1);
    fixture.publishTo(STUCK, refused("t1", List.of(), member("bob")));
    fixture.publishTo(STUCK, membership("early"));
    try (JarProcess jar = JarProcess.start(environment())) {
      int port = port(jar);
      setAside(port, STUCK, 0, "dead-letter");
      awaitNoLag(port);
      fixture.relations().store().setSchema(StoreSchema.permissive());
      // The topic takes no record, so that no replay can be kept.
      fixture.kafka().alterTopic(dead(), Map.of("max.message.bytes", "1"));

      try (JarProcess replay = JarProcess.start(environment(), command("replay", YES))) {
        Eventually.get(() -> fixture.relations().tuples(), it -> it.contains(member("bob")), LONG);
        fixture.publishTo(STUCK, OutboxMessages.relations().remove(member("bob")).build());
        Eventually.get(() -> fixture.relations().tuples(), it -> !it.contains(member("bob")), LONG);
        jar.awaitOut("Operator action replay (", LONG);
        assertThat(replay.out()).isEmpty();
        jar.kill();
        jar.awaitExit(LONG);
        fixture.kafka().expelMembers(fixture.topic());
        fixture.kafka().alterTopic(dead(), Map.of("max.message.bytes", "1048588"));

        try (JarProcess next = JarProcess.start(environment())) {
          port(next);
          assertThat(replay.awaitExit(LONG)).as(replay.report()).isZero();
          assertThat(replay.out()).last().isEqualTo("1 letter replayed, 0 failed, 0 not tried");
          assertThat(fixture.relations().tuples())
              .containsExactlyInAnyOrder(member("early"), odd("t1"));
          assertThat(letters(0, "replay", YES)).last().isEqualTo("Nothing is left to be replayed.");
        }
      }
    }
  }

  /** What the commands show before a replay, which change nothing. */
  private void assertShown() throws Exception {
    List<String> list = letters(0, "list");
    assertThat(list.get(1)).contains(fixture.topic() + "-1@1", "rejected/", "-1 +2", "left");
    assertThat(list.get(2)).contains(fixture.topic() + "-1@4");
    assertThat(list)
        .contains("2 letters of " + dead() + ": 2 left, 0 replayed")
        .contains("1 record given up with skip and not listed; --all lists them");
    assertThat(letters(0, "list", "--all", "--filter", "partition=0").get(1))
        .contains("given up by ann");

    List<String> shown = letters(0, "show", "0:0");
    assertThat(shown)
        .contains(
            "letter 0:0, record " + fixture.topic() + "-1@1",
            "  verdict relations",
            "  left out rbac/group:g-1#t_member@rbac/principal:bob, changed by offset 3");

    List<String> preview = letters(0, "replay");
    assertThat(preview)
        .contains(
            "0:0 of "
                + fixture.topic()
                + "-1@1 would make 1 removal and 1 addition, and"
                + " leave out 1")
        .contains(
            "0:1 of "
                + fixture.topic()
                + "-1@4 would make 1 removal and 2 additions, and"
                + " leave out 0")
        .contains(
            "1 record given up with skip, and never replayed; have RBAC replicate what"
                + " they were about")
        .endsWith(
            "Nothing was done. To do it:",
            "  rbac-consumer dead-letters replay --by … --reason … --yes");
  }

  /** What the records make of the store when each is applied in the order of the log. */
  private static List<RelationTuple> model() {
    return List.of(odd("t1"), odd("t2"), member("carl"), member("late"));
  }

  private String dead() {
    return fixture.topic() + "-dead";
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(fixture.environment());
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "500ms");
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", dead());
    return environment;
  }

  /** A message of which the store refuses one addition, until its schema is another. */
  private static OutboxMessage refused(
      String odd, List<RelationTuple> removed, RelationTuple added) {
    return OutboxMessages.relations()
        .remove(removed.toArray(RelationTuple[]::new))
        .add(added, odd(odd))
        .build();
  }

  private static RelationTuple odd(String id) {
    return RelationTuple.parse("rbac/no_such_type:" + id + "#t_member@rbac/principal:ann");
  }

  private void setAside(int port, int partition, long offset, String verb) throws Exception {
    JsonTree blocked =
        Eventually.get(
            () -> partition(port, partition).get("blocked"),
            it -> it.get("offset").text().equals(Long.toString(offset)),
            LONG);
    try (JarProcess command =
        JarProcess.start(
            Map.of("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port)),
            verb,
            "--partition",
            Integer.toString(partition),
            "--offset",
            Long.toString(offset),
            "--digest",
            blocked.get("digest").text(),
            "--by",
            "ann",
            "--reason",
            "no such type",
            "--yes")) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isZero();
    }
  }

  private static void awaitNoLag(int port) {
    for (int partition : List.of(OTHER, STUCK)) {
      Eventually.get(
          () -> partition(port, partition), it -> it.get("lag").text().equals("0"), LONG);
    }
  }

  private static JsonTree partition(int port, int number) {
    return status(port).get("partitions").items().stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(number)))
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  /** Runs a command to its end, and returns what it prints. */
  private List<String> letters(int code, String verb, String... words) throws Exception {
    try (JarProcess command = JarProcess.start(environment(), command(verb, words))) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isEqualTo(code);
      return command.out();
    }
  }

  private static String[] command(String verb, String... words) {
    return with(new String[] {"dead-letters", verb}, words);
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}
