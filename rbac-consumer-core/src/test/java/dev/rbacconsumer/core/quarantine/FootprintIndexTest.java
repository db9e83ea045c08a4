package dev.rbacconsumer.core.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which record is the first one that touches what another one touches. */
class FootprintIndexTest {
  private final FootprintIndex index = new FootprintIndex();

  @BeforeEach
  void addOneThatSharesNothing() {
    index.add(1, of("none of the others"));
  }

  @Test
  void ofTheRecordsThatTouchDifferentObjectsTheEarliestCounts() {
    index.add(7, of("a"));
    index.add(5, of("b"));

    assertThat(index.firstBefore(9, of("a", "b"))).contains(5L);
    assertThat(index.firstBefore(9, of("a"))).contains(7L);
  }

  @Test
  void aRecordThatLeavesHidesNoneOfThoseThatShareItsObject() {
    index.add(5, of("a"));
    index.add(7, of("a"));

    index.remove(5);

    assertThat(index.firstBefore(9, of("a"))).contains(7L);
    index.remove(7);
    assertThat(index.firstBefore(9, of("a"))).isEmpty();
  }

  @Test
  void aRecordThatIsAddedAgainTouchesOnlyWhatItTouchesNow() {
    index.add(5, of("a"));

    index.add(5, of("b"));

    assertThat(index.firstBefore(9, of("a"))).isEmpty();
    assertThat(index.firstBefore(9, of("b"))).contains(5L);
  }

  @Test
  void behindAnUnreadableRecordThatLeavesNothingWaits() {
    index.add(5, unreadable("stage"));
    index.add(7, unreadable("stage"));

    index.remove(5);
    assertThat(index.firstBefore(9, withKey("stage"))).contains(7L);

    index.remove(7);
    assertThat(index.firstBefore(9, withKey("stage"))).isEmpty();
  }

  @Test
  void behindASerialRecordThatLeavesNothingWaits() {
    index.add(5, serial());

    assertThat(index.firstBefore(9, of("a"))).contains(5L);
    index.remove(5);
    assertThat(index.firstBefore(9, of("a"))).isEmpty();
  }

  @Test
  void nothingOfWhatWasClearedIsFound() {
    index.add(3, of("a"));
    index.add(4, unreadable("stage"));
    index.add(5, serial());

    index.clear();
    index.add(8, of("b"));

    assertThat(index.firstBefore(9, of("a"))).as("its object").isEmpty();
    assertThat(index.firstBefore(9, withKey("stage"))).as("its key").isEmpty();
    assertThat(index.firstBefore(9, serial())).as("any record").contains(8L);
  }

  @Test
  void anIndexThatWasClearedHoldsNothingThatASerialRecordHasToWaitFor() {
    index.clear();

    assertThat(index.firstBefore(9, serial())).isEmpty();
  }

  private static Footprint of(String... objects) {
    return new Footprint(Set.of(objects), false, true, Optional.empty());
  }

  private static Footprint withKey(String key) {
    return new Footprint(Set.of("an object of its own"), false, true, Optional.of(key));
  }

  private static Footprint unreadable(String key) {
    return new Footprint(Set.of(), false, false, Optional.of(key));
  }

  private static Footprint serial() {
    return new Footprint(Set.of(), true, true, Optional.empty());
  }
}
