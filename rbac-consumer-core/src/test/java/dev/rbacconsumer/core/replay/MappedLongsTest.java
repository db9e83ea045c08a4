package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Longs in a temporary file. */
class MappedLongsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 64, 100_003})
  void everyLongIsKeptInWhicheverSegmentItIs(int length) throws Exception {
    Random random = new Random(length);
    long[] model = new long[length];
    try (MappedLongs longs = MappedLongs.create(directory, length, 3)) {
      for (int i = 0; i < length; i++) {
        int index = random.nextInt(length);
        model[index] = random.nextLong();
        longs.set(index, model[index]);
      }

      for (int i = 0; i < length; i++) {
        assertThat(longs.get(i)).isEqualTo(model[i]);
      }
      assertThatThrownBy(() -> longs.get(length)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theFileHasNoNameSoThatACrashLeavesNone() throws Exception {
    try (MappedLongs longs = MappedLongs.create(directory, 10, MappedLongs.SEGMENT_BITS)) {
      longs.set(0, 1);

      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void aBlockIsClosedOnceAndNotUsedAfterwards() throws Exception {
    MappedLongs longs = MappedLongs.create(directory, 10, MappedLongs.SEGMENT_BITS);

    longs.close();
    longs.close();

    assertThatThrownBy(() -> longs.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aThreadThatIsInterruptedMakesNoBlock() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> MappedLongs.create(directory, 10, MappedLongs.SEGMENT_BITS))
          .isInstanceOf(InterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatIsMissingIsNotMade() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> MappedLongs.create(missing, 10, MappedLongs.SEGMENT_BITS))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(directory).isEmptyDirectory();
  }
}
