package dev.rbacconsumer.launcher.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.kafka.internal.letters.DeadLetterReader;
import dev.rbacconsumer.launcher.actions.Letters;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Letters that operators name, and why some are refused. */
class LetterFinderTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static EmbeddedKafka kafka;

  private String topic = "";
  private String dead = "";
  private PartitionId partition = new PartitionId("unnamed", 0);
  private LetterFinder finder = new LetterFinder(() -> reader("unused"), SOON, Runnable::run);

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    dead = topic + "-dead";
    partition = new PartitionId(topic, 0);
    kafka.createTopic(topic, 2);
    kafka.createTopic(dead, 1);
    finder = new LetterFinder(() -> reader(dead), SOON, Runnable::run);
  }

  @AfterEach
  void close() {
    finder.close();
  }

  @Test
  void letterIsFoundWithTheLaterRecordsThatWereSetAsideToo() throws Exception {
    SourceRecord first = published("first");
    SourceRecord second = published("second");
    SourceRecord third = published("third");
    setAside(first, true);
    setAside(second, true);
    setAside(third, false);

    Letters.Replayable found = (Letters.Replayable) find(wanted(0, first));

    assertThat(found.action().letter()).hasToString("0:0");
    assertThat(found.action().record()).isEqualTo(first);
    assertThat(found.action().record().value()).isEqualTo(first.value());
    assertThat(found.action().notApplied()).containsExactlyInAnyOrder(new Offset(1), new Offset(2));
  }

  @Test
  void letterThatWasReplayedIsOnlyReplayedAgainOnDemand() throws Exception {
    SourceRecord record = published("first");
    SourceRecord later = published("later");
    setAside(record, true);
    setAside(later, true);
    assertThat(find(wanted(0, record))).isInstanceOf(Letters.Replayable.class);

    keepReplay(0, record);
    keepReplay(1, later);

    assertThat(refusal(wanted(0, record)).code()).isEqualTo(Code.ALREADY_REPLAYED);
    assertThat(refusal(wanted(0, record)).message()).startsWith("ann replayed the letter at ");
    Letters.Wanted again = new Letters.Wanted(0, new Offset(0), RecordDigest.of(record), true);
    assertThat(((Letters.Replayable) find(again)).action().notApplied()).isEmpty();
  }

  @Test
  void whatIsNoLetterIsRefused() throws Exception {
    SourceRecord record = published("first");
    kafka.publish(new PartitionId(dead, 0), null, "by hand".getBytes(UTF_8), List.of());
    setAside(record, true);
    keepReplay(1, record);

    assertThat(refusal(wanted(0, record)))
        .satisfies(it -> assertThat(it.code()).isEqualTo(Code.NO_LETTER))
        .satisfies(it -> assertThat(it.message()).contains("is no dead letter"));
    assertThat(refusal(wanted(2, record)))
        .satisfies(it -> assertThat(it.code()).isEqualTo(Code.NO_LETTER))
        .satisfies(it -> assertThat(it.message()).contains("says that a letter was replayed"));
    assertThat(refusal(wanted(9, record)))
        .satisfies(it -> assertThat(it.code()).isEqualTo(Code.NO_LETTER))
        .satisfies(it -> assertThat(it.message()).contains("holds no record at 0:9"));
  }

  @Test
  void recordThatWasGivenUpIsNeverReplayed() throws Exception {
    SourceRecord record = published("first");
    setAside(record, false);

    assertThat(refusal(wanted(0, record)).code()).isEqualTo(Code.GIVEN_UP);
  }

  @Test
  void letterWithAnotherDigestOrOfAnotherPartitionIsRefused() throws Exception {
    SourceRecord record = published("first");
    setAside(record, true);

    Letters.Wanted other = new Letters.Wanted(0, new Offset(0), "0123456789abcdef", false);
    assertThat(refusal(other).code()).isEqualTo(Code.OTHER_RECORD);
    ActionReply elsewhere =
        ((Letters.Refused) find(new PartitionId(topic, 1), wanted(0, record))).reply();
    assertThat(elsewhere.code()).isEqualTo(Code.OTHER_RECORD);
    assertThat(elsewhere.message()).contains(" is of " + partition + "@0");
  }

  @Test
  void letterOfATopicThatWasCreatedAgainIsRefused() throws Exception {
    SourceRecord first = published("first");
    SourceRecord second = published("second");
    setAside(first, true);
    setAside(second, true);
    kafka.deleteTopic(topic);
    kafka.createTopic(topic, 2);
    published("another");

    assertThat(refusal(wanted(0, first)))
        .satisfies(it -> assertThat(it.code()).isEqualTo(Code.OTHER_RECORD))
        .satisfies(it -> assertThat(it.message()).contains("is another record now"));
    assertThat(refusal(wanted(1, second)).message()).contains("that log ends at 1");
  }

  @Test
  void topicThatCannotBeReadIsAFailureAndNoAbsence() throws Exception {
    SourceRecord record = published("first");
    finder.close();
    finder = new LetterFinder(() -> reader("nowhere-at-all"), SOON, Runnable::run);

    assertThat(refusal(wanted(0, record)))
        .satisfies(it -> assertThat(it.code()).isEqualTo(Code.LETTERS_UNREADABLE))
        .satisfies(it -> assertThat(it.message()).contains("nowhere-at-all"));
  }

  @Test
  void instanceWithoutATopicOrAtItsEndRefuses() throws Exception {
    SourceRecord record = published("first");
    Letters.Refused none =
        (Letters.Refused)
            LetterFinder.none().find(partition, wanted(0, record)).toCompletableFuture().get();
    assertThat(none.reply().code()).isEqualTo(Code.NO_DEAD_LETTERS);

    finder.close();
    assertThat(refusal(wanted(0, record)).code()).isEqualTo(Code.NOT_DELIVERING);
    assertThat(Thread.interrupted()).isTrue();
  }

  private SourceRecord published(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    Offset offset = kafka.publish(partition, null, bytes, List.of());
    return new SourceRecord(partition, offset, -1, null, bytes, List.of());
  }

  private void setAside(SourceRecord record, boolean isForReplay) throws Exception {
    ActionRequest request =
        new ActionRequest(
            partition,
            new OperatorAction.SetAside(record.offset(), "0123456789abcdef", isForReplay),
            "ann",
            "no such type",
            Instant.EPOCH);
    Failure failure = new Failure(FailureClass.REJECTED, "unknown_type", "no such type");
    try (KafkaDeadLetters letters = letters()) {
      DeadLetter letter = new DeadLetter(record, failure, Instant.EPOCH, Optional.of(request));
      assertThat(letters.keep(letter, SOON)).isEmpty();
    }
  }

  private void keepReplay(long letter, SourceRecord record) throws Exception {
    LetterId id = new LetterId(new PartitionId(dead, 0), new Offset(letter));
    try (KafkaDeadLetters letters = letters()) {
      ReplayedLetter replayed =
          new ReplayedLetter(
              id, record, "ann", "fixed", new CommitPosition(2), Instant.EPOCH, 1, 0);
      assertThat(letters.keep(replayed, SOON)).isEmpty();
    }
  }

  private static Letters.Wanted wanted(long letter, SourceRecord record) {
    return new Letters.Wanted(0, new Offset(letter), RecordDigest.of(record), false);
  }

  private ActionReply refusal(Letters.Wanted wanted) throws Exception {
    return ((Letters.Refused) find(wanted)).reply();
  }

  private Letters.Found find(Letters.Wanted wanted) throws Exception {
    return find(partition, wanted);
  }

  private Letters.Found find(PartitionId of, Letters.Wanted wanted) throws Exception {
    return finder.find(of, wanted).toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  private KafkaDeadLetters letters() {
    return KafkaDeadLetters.create(settings(), dead);
  }

  private static DeadLetterReader reader(String topic) {
    return DeadLetterReader.create(settings(), topic, true, SOON);
  }

  private static KafkaClientSettings settings() {
    return KafkaClientSettings.of(kafka.bootstrapServers(), "group", "app");
  }
}
