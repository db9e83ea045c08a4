package dev.rbacconsumer.kafka.internal.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How records of the dead-letter topic are read, and which letters they are. */
class LetterIndexTest {
  private static final PartitionId DEAD = new PartitionId("dead", 0);
  private static final PartitionId ORIGIN = new PartitionId("outbox", 2);

  private final LetterIndex index = new LetterIndex(false);
  private long next;

  @Test
  void copyIsTheRecordWithItsOwnHeadersAndWithoutOurs() {
    List<RecordHeader> own =
        List.of(
            RecordHeader.text("id", "1"),
            RecordHeader.text("rbacconsumer.deadletter.topic", "elsewhere"),
            RecordHeader.text("rbacconsumer.deadletter.action", "replayed"));

    LetterEntry entry = LetterHeaders.parse(stored("v", with(own, letterOf(7))));

    LetterEntry.Letter letter = (LetterEntry.Letter) entry;
    assertThat(letter.record().partition()).isEqualTo(ORIGIN);
    assertThat(letter.record().offset()).isEqualTo(new Offset(7));
    assertThat(letter.record().headers()).isEqualTo(own);
    assertThat(letter.letter().digest()).isEqualTo(RecordDigest.of(record(7, "v")));
    assertThat(letter.letter().facts().failureClass()).isEqualTo("rejected");
    assertThat(letter.letter().facts().action()).isEmpty();
    assertThat(letter.letter().facts().at()).map(Object::toString).contains("2026-01-02T03:04:05Z");
  }

  @Test
  void headersThatATopicCopierAddsDoNotHideOurs() {
    List<RecordHeader> headers = with(letterOf(7), List.of(RecordHeader.text("mirror", "x")));

    LetterEntry.Letter letter = (LetterEntry.Letter) LetterHeaders.parse(stored("v", headers));

    assertThat(letter.record().headers()).containsExactly(RecordHeader.text("mirror", "x"));
  }

  @Test
  void recordsOfOthersAndUnreadableHeadersAreCountedAndNamed() {
    index.add(LetterHeaders.parse(stored("v", List.of(RecordHeader.text("id", "1")))));
    index.add(LetterHeaders.parse(stored("v", replaced(letterOf(7), "offset", "-7"))));
    index.add(LetterHeaders.parse(stored("v", replaced(letterOf(7), "partition", "many"))));
    index.add(LetterHeaders.parse(stored("v", replaced(letterOf(7), "topic", " "))));
    index.add(LetterHeaders.parse(stored("v", replaced(letterOf(7), "time", "yesterday"))));

    assertThat(index.unknownCount()).isEqualTo(4);
    assertThat(index.unknown()).extracting(it -> it.place().toString()).contains("0:0", "0:3");
    assertThat(index.letters())
        .singleElement()
        .satisfies(it -> assertThat(it.facts().at()).isEmpty());
  }

  @Test
  void copiesOfOneRecordAreOneLetterAndItsReplayIsThatOfAll() {
    add("v", letterOf(7));
    add("v", letterOf(7));
    add("other", letterOf(7));
    add("{}", replayOf(7, "v"));

    assertThat(index.letters()).hasSize(2);
    StoredLetter letter = index.find(new LetterId(DEAD, new Offset(1))).orElseThrow();
    assertThat(letter.id()).isEqualTo(new LetterId(DEAD, new Offset(0)));
    assertThat(letter.copies()).isEqualTo(2);
    assertThat(letter.isLeft()).isFalse();
    ReplayMarker marker = letter.replayed().orElseThrow();
    assertThat(marker.by()).isEqualTo("ann");
    assertThat(marker.position()).contains(12L);
    assertThat(marker.applied()).contains(2L);
    assertThat(marker.leftOut()).contains(1L);
    assertThat(index.find(new LetterId(DEAD, new Offset(2))).orElseThrow().isLeft()).isTrue();
    assertThat(index.find(new LetterId(DEAD, new Offset(3)))).isEmpty();
  }

  @Test
  void markerMayComeBeforeItsLetterFromAnotherPartition() {
    add("{}", replayOf(7, "v"));
    add("v", letterOf(7));

    assertThat(index.letters()).singleElement().satisfies(it -> assertThat(it.isLeft()).isFalse());
  }

  @Test
  void recordsBehindALetterThatWereSetAsideTooAndAreNotReplayedAreNotApplied() {
    add("a", letterOf(3));
    add("b", letterOf(5));
    add("c", with(letterOf(6), List.of(header("action", "skip"))));
    add("d", letterOf(8));
    add("{}", replayOf(8, "d"));
    add("e", replaced(letterOf(9), "partition", "1"));

    assertThat(index.notApplied(ORIGIN, new Offset(3)))
        .containsExactlyInAnyOrder(new Offset(5), new Offset(6));
    assertThat(index.notApplied(ORIGIN, new Offset(6))).isEmpty();
  }

  @Test
  void recordThatIsGivenUpIsKeptApartFromALetterOfTheSameRecord() {
    add("a", with(letterOf(3), List.of(header("action", "skip"))));
    add("a", letterOf(3));

    assertThat(index.letters()).hasSize(2);
    assertThat(index.letters()).extracting(StoredLetter::isLeft).containsExactly(false, true);
  }

  @Test
  void briefIndexKeepsWhatAReplayNeeds() {
    LetterIndex brief = new LetterIndex(true);
    brief.add(LetterHeaders.parse(stored("v", letterOf(7))));
    brief.add(LetterHeaders.parse(stored("{}", replayOf(7, "v"))));

    StoredLetter letter = brief.letters().get(0);
    assertThat(letter.facts().reason()).isEmpty();
    assertThat(letter.facts().failureClass()).isEqualTo("rejected");
    assertThat(letter.isLeft()).isFalse();
  }

  private void add(String value, List<RecordHeader> headers) {
    index.add(LetterHeaders.parse(stored(value, headers)));
  }

  private SourceRecord stored(String value, List<RecordHeader> headers) {
    return new SourceRecord(DEAD, new Offset(next++), 5, null, bytes(value), headers);
  }

  private static SourceRecord record(long offset, String value) {
    return new SourceRecord(ORIGIN, new Offset(offset), 5, null, bytes(value), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<RecordHeader> letterOf(long offset) {
    return List.of(
        header("topic", "outbox"),
        header("partition", "2"),
        header("offset", Long.toString(offset)),
        header("class", "rejected"),
        header("code", "unknown_type"),
        header("reason", "the schema has no such type"),
        header("time", "2026-01-02T03:04:05Z"),
        header("application", "app-1"));
  }

  private static List<RecordHeader> replayOf(long offset, String value) {
    return List.of(
        header("topic", "outbox"),
        header("partition", "2"),
        header("offset", Long.toString(offset)),
        header("action", "replayed"),
        header("letter", "0:0"),
        header("digest", RecordDigest.of(record(offset, value))),
        header("by", "ann"),
        header("operatorreason", "the schema is fixed"),
        header("time", "2026-01-02T04:04:05Z"),
        header("application", "app-2"),
        header("position", "12"),
        header("applied", "2"),
        header("leftout", "1"));
  }

  private static RecordHeader header(String name, String value) {
    return RecordHeader.text("rbacconsumer.deadletter." + name, value);
  }

  private static List<RecordHeader> with(List<RecordHeader> headers, List<RecordHeader> more) {
    List<RecordHeader> all = new ArrayList<>(headers);
    all.addAll(more);
    return all;
  }

  private static List<RecordHeader> replaced(
      List<RecordHeader> headers, String name, String value) {
    RecordHeader header = header(name, value);
    return headers.stream().map(it -> it.name().equals(header.name()) ? header : it).toList();
  }
}
