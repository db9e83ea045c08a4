package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The topic and the store of a {@link JarFixture}, and the jars that deliver from one to the other.
 * All records are about the members of one group, whose state is written in short: {@code +ann}
 * adds a member, {@code -ann} removes one. Used from one thread.
 */
final class DeliveryStage {
  static final Duration LONG = Duration.ofMinutes(2);
  private static final String GROUP = "rbac/group:g1#t_member@rbac/principal:";

  private final JarFixture fixture;
  private final List<String> writes = new ArrayList<>();

  DeliveryStage(JarFixture fixture) {
    this.fixture = fixture;
    fixture.relations().onWrite(this::note);
  }

  RelationsServer relations() {
    return fixture.relations();
  }

  PartitionId partition() {
    return fixture.partition();
  }

  /** The id of the lock that excludes other consumers from the partition. */
  String lockId() {
    return fixture.partition().topic() + "/" + fixture.partition().number();
  }

  /** Publishes a record for each change. */
  void publish(String... changes) {
    for (String change : changes) {
      publish(message(change));
    }
  }

  void publish(OutboxMessage message) {
    fixture.publish(message);
  }

  /** A message with an id of its own. */
  static OutboxMessage message(String change) {
    RelationsMessageBuilder message = OutboxMessages.relations();
    RelationTuple tuple = member(change.substring(1));
    return (change.startsWith("+") ? message.add(tuple) : message.remove(tuple)).build();
  }

  /** Starts the jar with the settings of a test, which has to close it. */
  JarProcess start(Map<String, String> settings) throws IOException {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "100ms");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "500ms");
    environment.putAll(settings);
    return JarProcess.start(environment);
  }

  /** Starts the jar, and stops it in order once everything published is committed. */
  void deliverAll() throws IOException, InterruptedException {
    try (JarProcess jar = start(Map.of())) {
      awaitAllCommitted(jar);
      stop(jar);
    }
  }

  /** Sends SIGTERM, and waits for the end. */
  static void stop(JarProcess jar) throws InterruptedException {
    jar.terminate();
    assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
  }

  /** Waits until everything published is committed. */
  void awaitAllCommitted(JarProcess jar) throws InterruptedException {
    long end =
        fixture.kafka().endOffsets(fixture.partition().topic()).get(fixture.partition()).value();
    jar.awaitOut(
        "either line of a commit",
        line ->
            line.contains("Committed offset (partition: 0, offset: " + (end - 1) + ")")
                || line.contains("(partition: 0, next offset: " + end + ")"),
        LONG);
  }

  /** Waits until the store has a mark of a position, and no other. */
  void awaitMark(long position) {
    Eventually.get(
        () ->
            StoreMark.parseAll(fixture.relations().store().lockTokens(StoreMark.idBeside(lockId())))
                .stream()
                .flatMap(mark -> mark.seen().stream())
                .map(CommitPosition::value)
                .toList(),
        List.of(position)::equals,
        LONG);
  }

  /** Replaces the store by an empty one: it is started again, and its data is gone. */
  void restartStoreEmpty() {
    fixture.relations().stop();
    fixture.relations().store().clear();
    fixture.relations().start();
  }

  /** Puts members into the store as another consumer does, which holds the lock afterwards. */
  void fillByAnotherConsumer(String... members) {
    List<RelationTuple> tuples = List.of(members).stream().map(DeliveryStage::member).toList();
    fixture.relations().store().touch(tuples, fixture.relations().stealLock(lockId()));
    forgetWrites();
  }

  /** Commits for the group, as Kafka's tools and other consumers do: without metadata of ours. */
  void commitOutside(long position) {
    fixture
        .kafka()
        .commit(
            fixture.partition().topic(),
            fixture.partition(),
            new Commit(new CommitPosition(position), ""));
  }

  /** The position that the group has committed. */
  Optional<Long> committed() {
    return Optional.ofNullable(
            fixture.kafka().committedOffsets(fixture.partition().topic()).get(fixture.partition()))
        .map(commit -> commit.position().value());
  }

  /** The members in the store. */
  List<String> members() {
    return fixture.relations().tupleTexts().stream().map(it -> it.replace(GROUP, "")).toList();
  }

  /** Each change of a member that the store has carried out, in order. */
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  synchronized void forgetWrites() {
    writes.clear();
  }

  /** The status that a jar reports over HTTP. */
  static JsonTree status(JarProcess jar) {
    return JarFixture.status(JarFixture.port(jar));
  }

  /** The status of the partition, once it is in a state. */
  static JsonTree awaitState(JarProcess jar, String state) {
    int port = JarFixture.port(jar);
    return Eventually.get(
        () -> JarFixture.partitionStatus(port), it -> it.get("state").text().equals(state), LONG);
  }

  private synchronized void note(StoreWrite write) {
    write.removed().stream().map(it -> text("-", it)).forEach(writes::add);
    write.added().stream().map(it -> text("+", it)).forEach(writes::add);
    writes.removeIf(it -> !it.startsWith("+") && !it.startsWith("-"));
  }

  private static String text(String sign, RelationTuple tuple) {
    String text = tuple.toString();
    return text.startsWith(GROUP) ? text.replace(GROUP, sign) : "";
  }

  private static RelationTuple member(String name) {
    return RelationTuple.parse(GROUP + name);
  }
}
