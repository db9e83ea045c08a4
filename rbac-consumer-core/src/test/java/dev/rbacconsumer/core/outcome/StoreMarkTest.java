package dev.rbacconsumer.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreMarkTest {
  private static final CommitPosition SEEN = new CommitPosition(120);

  @Test
  void aMarkOfALogIsAnIdOfTheStore() {
    StoreMark mark = StoreMark.of(Optional.of("4Xyz_-09abcdEFGHijklMN"), SEEN);

    assertThat(mark.text()).isEqualTo("seen=120|log=4Xyz_-09abcdEFGHijklMN");
    assertThat(StoreRules.isId(mark.text())).isTrue();
    assertThat(StoreMark.parse(mark.text())).contains(mark);
  }

  @Test
  void anIdentityOfAnyVisibleCharactersComesBack() {
    StoreMark mark = StoreMark.of(Optional.of("a+b|c.d:e~$\\1"), SEEN);

    assertThat(StoreRules.isId(mark.text())).isTrue();
    assertThat(StoreMark.parse(mark.text())).contains(mark);
  }

  @Test
  void aLogMayBeUnknown() {
    StoreMark mark = StoreMark.of(Optional.empty(), SEEN);

    assertThat(StoreMark.parse(mark.text())).contains(mark);
  }

  @Test
  void aStoreWithoutMemoryIsMarkedToo() {
    StoreMark mark = StoreMark.WITHOUT_MEMORY;

    assertThat(mark.complete()).isEmpty();
    assertThat(StoreRules.isId(mark.text())).isTrue();
    assertThat(StoreMark.parse(mark.text())).contains(mark);
  }

  @Test
  void aReplayUnderWayIsMarkedWithItsBeginning() {
    CommitPosition begun = new CommitPosition(20);
    StoreMark mark = StoreMark.of(Optional.of("log"), SEEN).inReplayFrom(begun);

    assertThat(StoreRules.isId(mark.text())).isTrue();
    assertThat(StoreMark.parse(mark.text())).contains(mark);
    assertThat(mark.complete()).contains(begun);
    assertThat(StoreMark.of(Optional.of("log"), SEEN).complete()).contains(SEEN);
    assertThat(StoreMark.of(Optional.empty(), begun).inReplayFrom(SEEN).complete())
        .as("a replay of records that are still to come")
        .contains(begun);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "seen=", "seen=-1", "seen=1234567890123456789", "120", "seen=1|log=", "x"})
  void anyOtherTextIsNoMark(String text) {
    assertThat(StoreMark.parse(text)).isEmpty();
  }

  @Test
  void theMarksOfAPartitionHaveAnIdBesideItsLock() {
    assertThat(StoreMark.idBeside("group/3")).isEqualTo("group/3/seen");
  }
}
