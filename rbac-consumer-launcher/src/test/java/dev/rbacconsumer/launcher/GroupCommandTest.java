package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.internal.group.GroupReader;
import dev.rbacconsumer.kafka.internal.group.GroupSource;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.group.GroupViews;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.OutputTarget;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupCommandTest {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private final SourceException away =
      SourceException.passing("no answer from kafka:9092", new IllegalStateException());

  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final VirtualSleeper sleeper = new VirtualSleeper(new ManualClock());
  private final Deque<Object> answers = new ArrayDeque<>();
  private final List<KafkaSourceSettings> opened = new ArrayList<>();
  private int closed;

  @BeforeEach
  void setLeast() {
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", GroupViews.TOPIC);
  }

  /** The command silences the log, for all tests behind this one. */
  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void groupThatIsWellEndsWithZero() throws Exception {
    answers.add(GroupViews.good());

    assertThat(once(false)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("group rbac-consumer-group: Stable\n");
    assertThat(err.toString()).isEmpty();
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void groupWithAProblemEndsWithThree() throws Exception {
    answers.add(GroupViews.bad());

    assertThat(once(true)).isEqualTo(ExitCode.ATTENTION);
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .startsWith("{\"at\":")
        .contains("\"degraded\":true");
  }

  @Test
  void brokersThatAreAwayEndWithOneAndASentence() throws Exception {
    answers.add(away);

    assertThat(once(false)).isEqualTo(ExitCode.FAILURE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualTo("rbac-consumer group: no answer from kafka:9092\n");
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void clientThatCannotBeMadeEndsAsAStartWould() throws Exception {
    environment.put("KAFKA_SERVERS", "no-such-host.invalid:9092");
    assertThat(onceWithRealClient()).isEqualTo(ExitCode.FAILURE);

    environment.put("KAFKA_SERVERS", "127.0.0.1:1");
    environment.put("KAFKA_PROPERTY_SECURITY_PROTOCOL", "SASL_SSL");
    environment.put("KAFKA_PROPERTY_SASL_MECHANISM", "PLAIN");
    environment.put("KAFKA_PROPERTY_SASL_JAAS_CONFIG", "hunter2");
    assertThat(onceWithRealClient()).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("rbac-consumer group: KAFKA_SERVERS: want names that have an"),
            line ->
                assertThat(line)
                    .startsWith("rbac-consumer group: kafka.sasl.jaas.config: want a login"));
    assertThat(err.toString()).doesNotContain("hunter2");
  }

  @Test
  void onlySettingsOfKafkaAreNeeded() throws Exception {
    environment.put("RELATION_API_TIMEOUT", "never");
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", "other-group");
    answers.add(GroupViews.good());

    assertThat(once(false)).isEqualTo(ExitCode.OK);
    assertThat(opened)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.topic()).isEqualTo(GroupViews.TOPIC);
              assertThat(it.groupId()).isEqualTo("other-group");
            });
  }

  @Test
  void wrongSettingEndsWithTwo() throws Exception {
    environment.remove("RBAC_KAFKA_CONSUMER_TOPIC");
    environment.put("KAFKA_SERVERS", "nowhere");

    assertThat(once(false)).isEqualTo(ExitCode.USAGE);
    assertThat(opened).isEmpty();
    assertThat(err.toString().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("rbac-consumer group: KAFKA_SERVERS: want "),
            line ->
                assertThat(line).startsWith("rbac-consumer group: RBAC_KAFKA_CONSUMER_TOPIC: "));
  }

  @Test
  void watchGoesOnAfterBrokersWereAway() {
    answers.addAll(List.of(GroupViews.good(), away, GroupViews.bad()));
    sleeper.after(EVERY.multipliedBy(2).plusMillis(1), () -> Thread.currentThread().interrupt());

    assertThatThrownBy(() -> command().run(Map.of(), true, Optional.of(EVERY), OutputTarget.none()))
        .isInstanceOf(InterruptedException.class);
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(err.toString()).isEqualTo("rbac-consumer group: no answer from kafka:9092\n");
    assertThat(opened).hasSize(1);
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void watchOnATerminalReplacesTheLastResult() {
    answers.addAll(List.of(GroupViews.good(), away));
    sleeper.after(EVERY.plusMillis(1), () -> Thread.currentThread().interrupt());

    assertThatThrownBy(
            () ->
                command()
                    .run(Map.of(), false, Optional.of(EVERY), new OutputTarget(true, false, 100)))
        .isInstanceOf(InterruptedException.class);
    assertThat(out.toString())
        .startsWith("\u001b[Hgroup rbac-consumer-group: Stable\u001b[K\n")
        .endsWith("\u001b[Hrbac-consumer group: no answer from kafka:9092\u001b[K\n\u001b[J");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void ownerOfAPartitionIsHandedToAnotherCommand() throws Exception {
    answers.add(GroupViews.good());
    List<URI> found = new ArrayList<>();

    ExitCode code =
        command()
            .withOwner(
                Map.of(),
                "status",
                2,
                owner -> {
                  found.add(owner);
                  return ExitCode.ATTENTION;
                });

    assertThat(code).isEqualTo(ExitCode.ATTENTION);
    assertThat(found).containsExactly(URI.create("http://10.0.0.8:9464"));
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void partitionWithoutAnOwnerEndsWithOneAndASentence() throws Exception {
    answers.add(GroupViews.bad());

    ExitCode code =
        command()
            .withOwner(
                Map.of(),
                "status",
                4,
                owner -> {
                  throw new AssertionError("there is no owner");
                });

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .isEqualTo(
            "rbac-consumer status: no member of group rbac-consumer-group has partition 4; the"
                + " group is Stable\n");
  }

  private ExitCode once(boolean json) throws InterruptedException {
    return command().run(Map.of(), json, Optional.empty(), OutputTarget.none());
  }

  private ExitCode onceWithRealClient() throws InterruptedException {
    return new GroupCommand(
            environment,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            sleeper,
            settings ->
                GroupReader.create(settings.client(), settings.topic(), EVERY, new ManualClock()))
        .run(Map.of(), false, Optional.empty(), OutputTarget.none());
  }

  private GroupCommand command() {
    return new GroupCommand(
        environment,
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        sleeper,
        settings -> {
          opened.add(settings);
          return new Answers();
        });
  }

  /** Group that answers what the test has prepared. */
  private final class Answers implements GroupSource {
    @Override
    public GroupView read() throws SourceException {
      Object answer = answers.remove();
      if (answer instanceof SourceException failed) {
        throw failed;
      }
      return (GroupView) answer;
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
