package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.runtime.ProcessControl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlushingProcessControlTest {
  private final List<String> done = new ArrayList<>();
  private final ProcessControl jvm =
      new ProcessControl() {
        @Override
        public void onShutdown(Thread hook) {
          done.add("hook " + hook.getName());
        }

        @Override
        public void halt(int code) {
          done.add("halted with " + code);
        }
      };

  @Test
  void theLogIsWrittenOutBeforeTheEnd() {
    ProcessControl flushing = new FlushingProcessControl(jvm, () -> done.add("flushed"));

    flushing.onShutdown(new Thread("a"));
    flushing.halt(3);

    assertThat(done).containsExactly("hook a", "flushed", "halted with 3");
  }

  @Test
  void aLogThatCannotBeWrittenOutKeepsTheEndFromNothing() {
    ProcessControl flushing =
        new FlushingProcessControl(
            jvm,
            () -> {
              throw new IllegalStateException("broken");
            });

    assertThatThrownBy(() -> flushing.halt(1)).hasMessage("broken");
    assertThat(done).containsExactly("halted with 1");
  }
}
