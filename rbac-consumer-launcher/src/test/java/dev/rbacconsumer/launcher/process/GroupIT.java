package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.testkit.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the {@code group} command shows the group of the runnable jar, and finds its instances. */
class GroupIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void instanceWithAnyFreePortIsFoundByItsCommits() throws Exception {
    Map<String, String> environment = new HashMap<>(fixture.environment());
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      fixture.publish(membership("ann"));
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

      JsonTree group = Eventually.get(() -> group(0), it -> committed(it).equals("1"), LONG);

      assertThat(group.get("state").text()).isEqualTo("Stable");
      assertThat(group.get("degraded").text()).isEqualTo("false");
      assertThat(partition(group).get("state").text()).isEqualTo("idle");
      assertThat(partition(group).get("lag").text()).isEqualTo("0");
      assertThat(partition(group).get("owner").get("host").text()).isEqualTo("127.0.0.1");
      assertThat(partition(group).get("admin_url").text()).isEqualTo("http://127.0.0.1:" + port);
      assertStatusOfTheOwner();
    }
  }

  @Test
  void groupIsShownWhileNoInstanceRuns() throws Exception {
    OperatorPause pause = new OperatorPause("ann", "by hand", Instant.now());
    CommitMetadata mark =
        new CommitMetadata(
            new CommitPosition(0),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OwnerNotes.NONE.withPaused(Optional.of(pause)));
    fixture
        .kafka()
        .commit(
            fixture.topic(), fixture.partition(), new Commit(new CommitPosition(0), mark.text()));

    try (JarProcess text = JarProcess.start(fixture.environment(), "group")) {
      assertThat(text.awaitExit(LONG)).as(text.report()).isEqualTo(3);
      assertThat(text.out())
          .anyMatch(line -> line.matches(" +0  paused .*  no owner"))
          .contains("! Partition 0 is paused: by ann", "  reason    by hand");
      assertThat(text.err()).isEmpty();
    }
  }

  /** By the command, which is given no address. */
  private void assertStatusOfTheOwner() throws Exception {
    try (JarProcess status =
        JarProcess.start(fixture.environment(), "status", "--partition", "0", "--json")) {
      assertThat(status.awaitExit(LONG)).as(status.report()).isZero();
      assertThat(JsonTree.parse(status.out().get(0)).get("instance").get("topic").text())
          .isEqualTo(fixture.topic());
    }
  }

  private JsonTree group(int code) {
    try (JarProcess json = JarProcess.start(fixture.environment(), "group", "--json")) {
      assertThat(json.awaitExit(LONG)).as(json.report()).isEqualTo(code);
      return JsonTree.parse(json.out().get(0));
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static String committed(JsonTree group) {
    return partition(group).get("committed").text();
  }

  private static JsonTree partition(JsonTree group) {
    return group.get("partitions").items().get(0);
  }
}
