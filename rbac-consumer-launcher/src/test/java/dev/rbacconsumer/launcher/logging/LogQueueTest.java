package dev.rbacconsumer.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each line here takes {@code 100} bytes of the queue, so that it has room for ten. */
@Timeout(60)
final class LogQueueTest {
  private static final int LINE = 100;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final LogQueue queue = new LogQueue(10 * LINE);
  private final List<String> written = new ArrayList<>();

  @Test
  void linesAreWrittenInTheOrderInWhichTheyWereAdded() throws Exception {
    add("a", "b", "c");

    write(3);

    assertThat(written).containsExactly("a", "b", "c");
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void aLineWithoutRoomIsDroppedAndItsPlaceIsKnown() throws Exception {
    add("1", "2", "3", "4", "5", "6", "7", "8", "9");

    write(8);
    add("10");
    write(1);

    assertThat(written).containsExactly("1", "2", "3", "4", "5", "6", "7", "2 dropped", "10");
    assertThat(queue.dropped()).isEqualTo(2);
  }

  @Test
  void theLastQuarterIsForWarningsAndErrors() throws Exception {
    add("1", "2", "3", "4", "5", "6", "7", "8");
    addImportant("W1", "W2", "W3", "W4");

    write(11);

    assertThat(written)
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "2 dropped", "W1", "W2", "W3");
  }

  @Test
  void afterALossLinesAreTakenAgainOnceHalfIsFreeSoThatGapsAreFew() throws Exception {
    add("1", "2", "3", "4", "5", "6", "7", "lost");

    write(1);
    add("lost");
    write(1);
    add("taken");
    write(7);

    assertThat(written).containsExactly("1", "2", "3", "4", "5", "6", "7", "2 dropped", "taken");
  }

  @Test
  void everyGapIsCountedByItself() throws Exception {
    add("1", "2", "3", "4", "5", "6", "7", "lost");
    write(8);
    add("1", "2", "3", "4", "5", "6", "7", "lost", "lost");
    write(8);

    assertThat(written)
        .filteredOn(it -> it.endsWith("dropped"))
        .containsExactly("1 dropped", "2 dropped");
    assertThat(queue.dropped()).isEqualTo(3);
  }

  @Test
  void aLineLongerThanTheQueueIsTakenAlone() throws Exception {
    String longest = "x".repeat(20 * LINE);
    queue.add(longest.getBytes(UTF_8), false);
    add("lost");

    write(2);

    assertThat(written).containsExactly(longest, "1 dropped");
  }

  @Test
  void anOutputThatBlocksHoldsNoOneUpAndItsLineStillTakesRoom() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    add("1", "2", "3", "4", "5", "6", "7");
    Thread writer =
        new Thread(
            () ->
                writeNext(
                    line -> {
                      entered.countDown();
                      await(release);
                    }));
    writer.start();
    entered.await();

    add("8");

    assertThat(queue.dropped()).isEqualTo(1);
    assertThat(queue.awaitWritten(Duration.ofMillis(1))).isFalse();
    release.countDown();
    writer.join();
    write(7);
    assertThat(queue.awaitWritten(LONG)).isTrue();
  }

  @Test
  void waitingForTheEndIsNotForWhatComesLater() throws Exception {
    add("before");
    List<Boolean> flushed = new ArrayList<>();
    Thread waiting = new Thread(() -> flushed.add(awaitWritten()));
    waiting.start();
    Eventually.get(waiting::getState, it -> it == Thread.State.TIMED_WAITING, LONG);

    add("after");
    write(1);
    waiting.join();

    assertThat(flushed).containsExactly(true);
  }

  private void add(String... texts) {
    for (String text : texts) {
      queue.add(line(text), false);
    }
  }

  private void addImportant(String... texts) {
    for (String text : texts) {
      queue.add(line(text), true);
    }
  }

  /** Padded, so that all have one size. */
  private static byte[] line(String text) {
    return "%-36s".formatted(text).getBytes(UTF_8);
  }

  private void write(int entries) {
    for (int i = 0; i < entries; i++) {
      writeNext(line -> written.add(new String(line, UTF_8).strip()));
    }
  }

  private void writeNext(Consumer<byte[]> lines) {
    try {
      queue.writeNext(
          new LogQueue.Output() {
            @Override
            public void line(byte[] encoded) {
              lines.accept(encoded);
            }

            @Override
            public void gap(long count) {
              written.add(count + " dropped");
            }
          });
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private boolean awaitWritten() {
    try {
      return queue.awaitWritten(LONG);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
