package dev.rbacconsumer.core.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which records have to wait behind parked ones. */
class WaitingJudgeTest {
  private static final Decoding INVALID =
      new Decoding.Invalid(List.of(new Violation(ViolationCode.MISSING_FIELD, "$.id", "missing")));

  private final QuarantineSettings settings = QuarantineSettings.ON;

  @Test
  void aRecordThatSharesAnObjectWaitsAndAnotherOneDoesNot() {
    WaitingJudge judge = judge(parked(3, "g1", "ann"));

    assertThat(judge(judge, 4, "g1", "bob")).as("the same resource").contains(new Offset(3));
    assertThat(judge(judge, 5, "g2", "ann")).as("the same subject").contains(new Offset(3));
    assertThat(judge(judge, 6, "g3", "eve")).isEmpty();
  }

  @Test
  void anObjectIsTheSameWhereverItIsNamed() {
    WaitingJudge judge = judge(parked(3, "g1", "ann"));
    RelationTuple nested = RelationTuple.parse("rbac/group:g9#member@rbac/group:g1#member");

    assertThat(judge.judge(new Offset(4), footprint(4, nested))).contains(new Offset(3));
  }

  @Test
  void aRecordBeforeTheParkedOneDoesNotWait() {
    WaitingJudge judge = judge(parked(3, "g1", "ann"));

    assertThat(judge(judge, 2, "g1", "ann")).isEmpty();
    assertThat(judge(judge, 3, "g1", "ann")).as("it is parked itself").contains(new Offset(3));
  }

  @Test
  void whatTouchesARecordThatWaitsHasToWaitToo() {
    WaitingJudge judge = judge(parked(3, "g1", "ann"));

    assertThat(judge(judge, 4, "g1", "bob")).contains(new Offset(3));
    assertThat(judge(judge, 5, "g2", "bob")).contains(new Offset(4));
    judge.clear();
    assertThat(judge(judge, 5, "g2", "bob")).as("offset 4 is read again").isEmpty();
  }

  @Test
  void behindARecordThatWaitsForAReasonOfItsOwnWaitsWhatTouchesIt() {
    WaitingJudge judge = judge();

    judge.add(new Offset(4), footprint(4, tuple("g1", "ann")));

    assertThat(judge(judge, 5, "g1", "bob")).contains(new Offset(4));
  }

  @Test
  void behindARecordThatIsParkedAndReleasedNothingWaits() {
    ParkedEntry entry = parked(4, "g1", "ann");
    ParkedRecords records = ParkedRecords.of(List.of(), Optional.empty());
    WaitingJudge judge = new WaitingJudge(records);
    judge.add(new Offset(4), entry.footprint());

    records.add(entry);
    judge.remove(new Offset(4));
    records.remove(entry.parked());

    assertThat(judge(judge, 5, "g1", "bob")).isEmpty();
  }

  @Test
  void aRelationThatDeniesWaitsBehindEveryRecordAndLetsNoneOvertakeIt() {
    QuarantineSettings serial = new QuarantineSettings(true, Set.of("t_denied"), false, 10, 1_000);
    RelationTuple denied = RelationTuple.parse("rbac/group:g7#denied@rbac/principal:zoe");
    Footprint footprint = Footprint.of(record(5, "x"), relations(denied), serial);

    assertThat(judge(parked(3, "g1", "ann")).judge(new Offset(5), footprint))
        .contains(new Offset(3));
    WaitingJudge behind =
        judge(new ParkedEntry(parkedRecord(5, Optional.empty()), footprint, Set.of()));
    assertThat(judge(behind, 6, "g1", "ann")).contains(new Offset(5));
  }

  @Test
  void behindARecordThatCannotBeReadWaitsWhatHasItsKey() {
    ParkedEntry unreadable = ParkedEntry.of(parkedRecord(3, Optional.empty()), INVALID, settings);
    WaitingJudge judge = judge(unreadable);

    assertThat(unreadable.footprint().isReadable()).isFalse();
    assertThat(judge(judge, 4, "g1", "ann")).contains(new Offset(3));
    Footprint other = Footprint.of(withKey(5, "other"), relations(tuple("g1", "ann")), settings);
    assertThat(judge(unreadable).judge(new Offset(5), other)).isEmpty();
  }

  @Test
  void theObjectsOfAnInvalidMessageAreKnownIfAllOfThemCanBeRead() {
    String relation =
        "{\"resource\":{\"type\":{\"namespace\":\"rbac\",\"name\":\"group\"},\"id\":\"g 1\"},"
            + "\"relation\":\"member\",\"subject\":{\"subject\":{\"type\":{\"namespace\":\"rbac\","
            + "\"name\":\"principal\"},\"id\":\"ann\"}}}";
    String whole = "{\"schema\":{\"fields\":[]},\"payload\":{\"relations_to_add\":[%s]}}";

    Footprint known = Footprint.of(record(3, whole.formatted(relation)), INVALID, settings);
    Footprint hidden =
        Footprint.of(record(3, whole.formatted(relation + ",{\"x\":1}")), INVALID, settings);
    Footprint none = Footprint.of(record(3, "{\"payload\":{}}"), INVALID, settings);

    assertThat(known.isReadable()).isTrue();
    assertThat(known.objects()).containsExactlyInAnyOrder("rbac/group:g 1", "rbac/principal:ann");
    assertThat(hidden.isReadable()).isFalse();
    assertThat(none.isReadable()).isFalse();
  }

  @Test
  void aRecordThatChangesNoRelationsNeverWaits() {
    WaitingJudge judge =
        judge(ParkedEntry.of(parkedRecord(3, Optional.empty()), INVALID, settings));

    Footprint nothing = Footprint.of(record(4, "x"), new Decoding.Tombstone(), settings);

    assertThat(judge.judge(new Offset(4), nothing)).isEmpty();
  }

  @Test
  void whatIsParkedOfAnEarlierLogComesBeforeAllOfThisLog() {
    ParkedEntry old = entry(parkedRecord(90, Optional.of("log-1")), "g1", "ann");
    ParkedRecords records = ParkedRecords.of(List.of(old), Optional.of("log-2"));

    assertThat(judge(new WaitingJudge(records), 4, "g1", "bob")).contains(new Offset(90));
    assertThat(records.holds(new Offset(90))).as("it is no record of this log").isFalse();
    assertThat(records.offsets()).isEmpty();
    assertThat(records.size()).isEqualTo(1);
  }

  @Test
  void recordsThatShareAnObjectAreReleasedInTheirOrder() {
    ParkedEntry first = parked(3, "g1", "ann");
    ParkedEntry second = parked(4, "g1", "bob");
    ParkedEntry third = parked(5, "g9", "eve");
    ParkedRecords records = ParkedRecords.of(List.of(first, second, third), Optional.empty());

    assertThat(records.refusal(first.parked())).isEmpty();
    assertThat(records.refusal(second.parked()))
        .contains(new ReleaseRefusal(ActionReply.Code.BLOCKED, "offset 3 waits before it"));
    assertThat(records.refusal(third.parked())).isEmpty();
    records.remove(first.parked());
    assertThat(records.refusal(first.parked()))
        .hasValueSatisfying(it -> assertThat(it.code()).isEqualTo(ActionReply.Code.NOT_PARKED));
    assertThat(records.refusal(second.parked())).isEmpty();
    assertThat(records.state().first()).contains(new Offset(4));
  }

  @Test
  void anotherRecordAtAParkedOffsetIsNotParkedAndCannotBe() {
    ParkedEntry old = parked(3, "g1", "ann");
    ParkedRecords records = ParkedRecords.of(List.of(old), Optional.empty());
    SourceRecord another = record(3, "of a log that was created again");

    assertThat(records.isParked(old.parked().record())).isTrue();
    assertThat(records.isParked(another)).isFalse();
    assertThat(records.obstacleToPark(old.parked().record(), settings)).isEmpty();
    assertThat(records.obstacleToPark(another, settings))
        .hasValueSatisfying(it -> assertThat(it).contains("a record of an earlier log"));
  }

  @Test
  void aRecordIsFoundByItsOffsetAndDigestTogether() {
    ParkedEntry entry = parked(3, "g1", "ann");
    ParkedRecords records = ParkedRecords.of(List.of(entry), Optional.empty());
    String digest = RecordDigest.of(entry.parked().record());

    assertThat(records.find(new Offset(3), digest)).contains(entry);
    assertThat(records.find(new Offset(3), "0123456789abcdef")).isEmpty();
    assertThat(records.find(new Offset(4), digest)).isEmpty();
    assertThat(records.state().bytes()).isEqualTo(entry.parked().record().sizeInBytes());
  }

  @Test
  void whatLaterParkedRecordsRemoveIsKnown() {
    RelationTuple tuple = tuple("g1", "ann");
    ParkedEntry first = parked(3, "g1", "ann");
    ParkedEntry second =
        ParkedEntry.of(
            parkedRecord(4, Optional.empty()),
            new Decoding.Relations(
                new RelationsEvent(
                    EventMetadata.UNKNOWN, TupleChange.net(List.of(tuple), List.of()), 0, false)),
            settings);
    ParkedRecords records = ParkedRecords.of(List.of(first, second), Optional.empty());

    assertThat(records.removedBehind(first.parked())).containsExactly(tuple);
    assertThat(records.removedBehind(second.parked())).isEmpty();
  }

  private static WaitingJudge judge(ParkedEntry... entries) {
    return new WaitingJudge(ParkedRecords.of(new ArrayList<>(List.of(entries)), Optional.empty()));
  }

  private Optional<Offset> judge(WaitingJudge judge, long offset, String group, String user) {
    return judge.judge(new Offset(offset), footprint(offset, tuple(group, user)));
  }

  private Footprint footprint(long offset, RelationTuple tuple) {
    return Footprint.of(record(offset, "x"), relations(tuple), settings);
  }

  private ParkedEntry parked(long offset, String group, String user) {
    return entry(parkedRecord(offset, Optional.empty()), group, user);
  }

  private ParkedEntry entry(ParkedRecord parked, String group, String user) {
    return ParkedEntry.of(parked, relations(tuple(group, user)), settings);
  }

  private static ParkedRecord parkedRecord(long offset, Optional<String> log) {
    return new ParkedRecord(
        record(offset, "x"),
        log,
        Optional.of(new Failure(FailureClass.REJECTED, "unknown_definition", "no such type")),
        Optional.empty(),
        Instant.EPOCH);
  }

  private static Decoding relations(RelationTuple added) {
    return new Decoding.Relations(
        new RelationsEvent(
            EventMetadata.UNKNOWN, TupleChange.net(List.of(), List.of(added)), 0, false));
  }

  private static RelationTuple tuple(String group, String user) {
    return RelationTuple.parse("rbac/group:" + group + "#member@rbac/principal:" + user);
  }

  private static SourceRecord record(long offset, String value) {
    return new SourceRecord(
        new PartitionId("outbox", 0),
        new Offset(offset),
        -1,
        "stage".getBytes(UTF_8),
        value.getBytes(UTF_8),
        List.of());
  }

  private static SourceRecord withKey(long offset, String key) {
    return new SourceRecord(
        new PartitionId("outbox", 0), new Offset(offset), -1, key.getBytes(UTF_8), null, List.of());
  }
}
