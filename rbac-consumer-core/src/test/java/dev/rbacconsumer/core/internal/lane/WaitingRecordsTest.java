package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.record.Offset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which records in work have to wait in the quarantine, and which ones wait no more. */
class WaitingRecordsTest extends QuarantineControlScript {
  private static final Optional<String> NO_LOG = Optional.empty();

  @Test
  void theRecordsInWorkThatTouchOneThatFailsWaitForIt() {
    InFlightRecord first = work(3, "g1", "ann");
    InFlightRecord sharing = work(4, "g1", "bob");
    InFlightRecord other = work(5, "g2", "eve");

    quarantine.condemn(first, REFUSED);

    assertThat(first.quarantined()).contains(REFUSED);
    assertThat(sharing.waitsBehind()).isEqualTo(behind(3));
    assertThat(sharing.waitsUnattempted()).as("it may be part of the failed attempt").isFalse();
    assertThat(other.isWaiting()).isFalse();
  }

  @Test
  void ofTheRecordsBehindOneThatFailsThoseThatAreSettledOrUnknownStayAsTheyAre() {
    InFlightRecord first = work(3, "g1", "ann");
    InFlightRecord waiting = work(4, "g1", "bob");
    waiting.waitBehind(new Offset(1));
    InFlightRecord stored = work(5, "g1", "eve");
    stored.stored();
    InFlightRecord unknown = new InFlightRecord(LaneScript.record(6, "x"), 0);
    work.add(unknown);

    quarantine.condemn(first, REFUSED);

    assertThat(waiting.waitsBehind()).isEqualTo(behind(1));
    assertThat(stored.isWaiting()).isFalse();
    assertThat(unknown.isWaiting()).isFalse();
  }

  @Test
  void aRecordThatComesLaterWaitsForTheOneThatFailsUntilThatIsReadAgain() {
    quarantine.condemn(work(3, "g1", "ann"), REFUSED);
    InFlightRecord later = entry(7, "g1", "bob");
    InFlightRecord again = entry(7, "g1", "bob");

    quarantine.judge(later);
    quarantine.leave();
    quarantine.judge(again);

    assertThat(later.waitsBehind()).isEqualTo(behind(3));
    assertThat(again.isWaiting()).isFalse();
  }

  @Test
  void whatWaitedForARecordThatIsLeftOutAloneWaitsNoMore() {
    open(parked(3, NO_LOG, "g1", "ann"));
    InFlightRecord first = work(4, "g1", "bob");
    InFlightRecord behindFirst = work(5, "g2", "bob");
    InFlightRecord behindParked = work(6, "g1", "eve");
    InFlightRecord free = work(7, "g3", "zoe");
    quarantine.judge(first);
    quarantine.judge(behindFirst);
    quarantine.judge(behindParked);
    quarantine.judge(free);
    assertThat(behindFirst.waitsBehind()).isEqualTo(behind(4));

    quarantine.leftOut(first);

    assertThat(behindFirst.isWaiting()).isFalse();
    assertThat(behindParked.waitsBehind()).isEqualTo(behind(3));
    assertThat(free.isWaiting()).isFalse();
  }

  @Test
  void aScanFindsTheRecordsThatWaitBehindParkedOnes() {
    open(parked(3, NO_LOG, "g1", "ann"));

    QuarantineControl.Waiting waiting = quarantine.waiting();

    assertThat(waiting.holds(LaneScript.record(3, "x"), adding("g1", "ann"))).isTrue();
    assertThat(waiting.holds(LaneScript.record(4, "x"), adding("g2", "bob"))).isFalse();
    assertThat(waiting.holds(LaneScript.record(5, "x"), adding("g1", "eve"))).isTrue();
    assertThat(waiting.holds(LaneScript.record(6, "x"), adding("g9", "eve"))).isTrue();
  }

  @Test
  void withoutAQuarantineNoRecordWaits() {
    open(parked(3, NO_LOG, "g1", "ann"));
    QuarantineControl off = control(QuarantineSettings.OFF);
    off.opened(List.of(parked(3, NO_LOG, "g1", "ann")), 0);
    InFlightRecord entry = entry(4, "g1", "ann");

    off.judge(entry);

    assertThat(entry.isWaiting()).isFalse();
    assertThat(off.waiting().holds(entry.record, entry.known())).isFalse();
  }

  @Test
  void aRecordThatFailsIsNotParkedWhereItsPlaceOrWhatItTouchesIsNotKnown() {
    InFlightRecord readable = entry(4, "g1", "ann");
    InFlightRecord unreadable = InFlightRecord.of(LaneScript.record(4, "{"), UNREADABLE, 0);
    QuarantineControl byKey = control(settings(true, 10));

    assertThat(quarantine.obstacle(readable, false)).isEmpty();
    assertThat(control(QuarantineSettings.OFF).obstacle(readable, false))
        .contains("there is no quarantine");
    assertThat(quarantine.obstacle(readable, true))
        .contains("its part of the log is being replayed, where no more records are parked");
    assertThat(quarantine.obstacle(unreadable, false))
        .contains("not all of its tuples can be read, so what has to wait is not known");
    assertThat(byKey.obstacle(unreadable, false)).as("by its key").isEmpty();
  }

  @Test
  void aRecordThatFailsIsNotParkedInAFullQuarantine() {
    quarantine = control(settings(false, 1));
    open(parked(3, NO_LOG, "g1", "ann"));

    assertThat(quarantine.obstacle(entry(4, "g2", "bob"), false))
        .hasValueSatisfying(
            it -> assertThat(it).startsWith("the quarantine of the partition is full: 1 records"));
  }

  private static QuarantineSettings settings(boolean parksByKey, int maxRecords) {
    return new QuarantineSettings(true, Set.of(), parksByKey, maxRecords, 1_000);
  }
}
