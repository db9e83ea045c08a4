package dev.rbacconsumer.core.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.internal.inspect.BacklogSummary.Organisation;
import dev.rbacconsumer.core.internal.inspect.BacklogSummary.SharedTuples;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the summary of waiting records counts. */
final class BacklogSummaryTest {
  @Test
  void messagesTuplesAndTombstonesAreCounted() {
    BacklogSummary summary = summary(Records.change(4, "1", "+ann"));

    summary.add(Records.change(5, "1", "-bob", "-cleo", "+dan"));
    summary.add(Records.change(6, "2", "+bob"));
    summary.add(Records.tombstone(7));
    summary.add(Records.record(9, "no json"));
    summary.add(Records.record(11, "{}"));

    assertThat(summary.messages()).isEqualTo(5);
    assertThat(summary.relations()).isEqualTo(2);
    assertThat(summary.removals()).isEqualTo(2);
    assertThat(summary.removing()).isEqualTo(1);
    assertThat(summary.additions()).isEqualTo(2);
    assertThat(summary.adding()).isEqualTo(2);
    assertThat(summary.tombstones()).isEqualTo(1);
    assertThat(summary.undecodableCount()).isEqualTo(2);
    assertThat(summary.undecodable()).containsExactly(new Offset(9), new Offset(11));
    assertThat(summary.first()).hasValue(new Offset(5));
    assertThat(summary.last()).hasValue(new Offset(11));
    assertThat(summary.oldest()).hasValue(Records.BEGIN.plusSeconds(5));
  }

  @Test
  void recordsThatNameATupleOfTheShownOneAreListed() {
    BacklogSummary summary = summary(Records.change(4, "1", "-ann", "+bob"));

    summary.add(Records.change(5, "1", "+cleo"));
    summary.add(Records.change(6, "1", "-bob", "+dan"));
    summary.add(Records.change(7, "1", "+ann", "+bob"));

    assertThat(summary.sharedCount()).isEqualTo(2);
    assertThat(summary.shared())
        .hasValue(
            List.of(new SharedTuples(new Offset(6), 1, 0), new SharedTuples(new Offset(7), 0, 2)));
  }

  @Test
  void tuplesOfAnUndecodableRecordAreUnknownAndNotNone() {
    BacklogSummary summary = new BacklogSummary(Records.DECODER, Optional.empty());

    summary.add(Records.change(5, "1", "+ann"));

    assertThat(summary.shared()).isEmpty();
  }

  @Test
  void organisationsWithTheMostMessagesComeFirst() {
    BacklogSummary summary = summary(Records.change(4, "1", "+ann"));

    summary.add(Records.change(5, "7", "+ann"));
    summary.add(Records.change(6, "9", "+ann"));
    summary.add(Records.change(7, "9", "+ann"));
    summary.add(Records.change(8, "5", "+ann"));
    summary.add(Records.change(9, "", "+ann"));

    assertThat(summary.organisationCount()).isEqualTo(3);
    assertThat(summary.organisations(2))
        .containsExactly(new Organisation("9", 2), new Organisation("5", 1));
  }

  @Test
  void listsAreBoundedAndCountsAreNot() {
    BacklogSummary summary = summary(Records.change(4, "1", "+ann"));
    int more = BacklogSummary.MOST_OFFSETS + 10;

    for (int i = 0; i < more; i++) {
      summary.add(Records.change(5 + 2 * i, "1", "-ann"));
      summary.add(Records.record(6 + 2 * i, "{}"));
    }

    assertThat(summary.undecodableCount()).isEqualTo(more);
    assertThat(summary.undecodable()).hasSize(BacklogSummary.MOST_OFFSETS);
    assertThat(summary.sharedCount()).isEqualTo(more);
    assertThat(summary.shared().orElseThrow()).hasSize(BacklogSummary.MOST_OFFSETS);
  }

  private static BacklogSummary summary(SourceRecord shown) {
    Optional<TupleChange> change =
        InspectedRecord.of(shown, Records.DECODER, Records::plan).change();
    return new BacklogSummary(Records.DECODER, change);
  }
}
