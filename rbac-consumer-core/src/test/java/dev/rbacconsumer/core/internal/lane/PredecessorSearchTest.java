package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static dev.rbacconsumer.core.internal.lane.LaneScript.tuples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What earlier records say of the tuples of one that is set aside. */
class PredecessorSearchTest {
  private final RecordBuffer buffer = new RecordBuffer(new RecordQueue(10, 1_000));
  private ReplayRange range = ReplayRange.of(position(0), position(9));
  private String removedLater = "";

  @Test
  void theLatestEarlierRecordThatNamesATupleHasTheLastWordOnIt() throws Exception {
    assertThat(find("-a -b", "+a +b", "-a", "+c")).containsExactly("0: +b", "1: -a");
  }

  @Test
  void anEarlierAdditionTakesThePlaceOfARemovalBeforeIt() throws Exception {
    assertThat(find("-a", "-a", "+a")).containsExactly("1: +a");
  }

  @Test
  void whatIsRemovedBehindTheRecordIsNotAddedInItsPlace() throws Exception {
    removedLater = "-a";

    assertThat(find("+a +b", "+a +b")).containsExactly("0: +b");
  }

  @Test
  void whatIsRemovedBehindTheRecordIsRemovedInItsPlaceToo() throws Exception {
    removedLater = "-a";

    assertThat(find("+a", "-a")).containsExactly("0: -a");
  }

  @Test
  void aRecordThatWasSetAsideSaysNothing() throws Exception {
    range = range.without(1);

    assertThat(find("-a", "+a", "-a")).containsExactly("0: +a");
  }

  @Test
  void aRecordThatWaitsInTheQuarantineSaysNothing() throws Exception {
    List<String> found = new ArrayList<>();
    Scan scan =
        search("-a", 2)
            .scan(
                (record, decoding) -> record.offset().value() == 1,
                list -> list.forEach(it -> found.add(text(it))));

    read(scan, "+a", "-a");

    assertThat(found).containsExactly("0: +a");
  }

  @Test
  void nothingTakesThePlaceWhereNoEarlierRecordNamesATuple() throws Exception {
    assertThat(find("+a", "+b", "-c", "!")).isEmpty();
  }

  /** Searches earlier records for the tuples of the one behind them. */
  private List<String> find(String aside, String... earlier) throws Exception {
    List<String> found = new ArrayList<>();
    Scan scan =
        search(aside, earlier.length)
            .scan((record, decoding) -> false, list -> list.forEach(it -> found.add(text(it))));
    read(scan, earlier);
    return found;
  }

  private PredecessorSearch search(String aside, int offset) {
    TupleChange words = TupleChange.net(tuples(aside, "-"), tuples(aside, "+"));
    return new PredecessorSearch(
        range, new Offset(offset), words, Set.copyOf(tuples(removedLater, "-")));
  }

  private void read(Scan scan, String... earlier) throws Exception {
    buffer.begin(Optional.empty());
    for (int offset = 0; offset < earlier.length; offset++) {
      buffer.add(record(offset, earlier[offset]));
    }
    for (int offset = 0; offset < earlier.length; offset++) {
      assertThat(scan.next(buffer, 0)).isInstanceOf(LaneAction.Decode.class);
      scan.decoded(LaneScript.decode(scan.current().record));
    }
    scan.complete();
  }

  private static String text(PredecessorSearch.Substitute part) {
    return part.offset() + ": " + LaneScript.text(part.change());
  }
}
