package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A partition that one message blocks: its status, and the commands of an operator about it. */
final class StuckPartition {
  static final int STUCK = 1;
  private static final Duration LONG = Duration.ofMinutes(1);

  private StuckPartition() {}

  /** A message that removes and adds a relation, of which the store refuses one. */
  static OutboxMessage refused() {
    return OutboxMessages.relations()
        .remove(RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:leaver"))
        .add(RelationTuple.parse("rbac/no_such_type:t1#t_member@rbac/principal:ann"))
        .build();
  }

  static JsonTree blockedAfter(long attempts, int port) {
    return Eventually.get(
        () -> partition(port).get("blocked"),
        it -> it.isObject() && number(it, "attempts") > attempts,
        LONG);
  }

  static JsonTree partition(int port) {
    return partition(status(port));
  }

  static JsonTree partition(JsonTree status) {
    return status.get("partitions").items().stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(STUCK)))
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  static long number(JsonTree tree, String name) {
    String text = tree.get(name).text();
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** Runs a command to its end, and returns what it prints. */
  static List<String> act(int code, int port, String verb, String... words) throws Exception {
    try (JarProcess command = command(port, verb, words)) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isEqualTo(code);
      return command.out();
    }
  }

  /** Runs a command that reads Kafka to its end, and returns what it prints. */
  static List<String> look(Map<String, String> environment, String... words) {
    try (JarProcess command = JarProcess.start(environment, words)) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isZero();
      return command.out();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  static JarProcess command(int port, String verb, String... words) throws Exception {
    String[] all = with(new String[] {verb, "--partition", Integer.toString(STUCK)}, words);
    return JarProcess.start(
        Map.of("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port)), all);
  }
}
