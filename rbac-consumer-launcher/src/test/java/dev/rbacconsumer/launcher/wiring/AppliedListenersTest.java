package dev.rbacconsumer.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which listeners make the sink wait for a token. */
class AppliedListenersTest {
  private static final ConsistencyTokenListener NO_TOKENS = ConsistencyTokenListener.ignored();
  private static final AppliedEventListener NO_EVENTS = AppliedEventListener.ignored();

  @Test
  void oneThatUsesTokensIsEnough() {
    assertThat(new AppliedListeners(NO_TOKENS, NO_EVENTS).wantTokens()).isFalse();
    assertThat(
            new AppliedListeners((event, token, timeout) -> Optional.empty(), NO_EVENTS)
                .wantTokens())
        .isTrue();
    assertThat(new AppliedListeners(NO_TOKENS, (event, timeout) -> Optional.empty()).wantTokens())
        .isTrue();
  }

  @Test
  void aListenerThatFailsWhenItIsAskedDoesNotFailTheWrite() {
    assertThat(wantTokens(new IllegalStateException("a defect"))).isTrue();
    assertThat(wantTokens(new NoClassDefFoundError("org/example/Part"))).isTrue();
  }

  @Test
  void anErrorOfTheVirtualMachineIsPassedOn() {
    assertThatThrownBy(() -> wantTokens(new OutOfMemoryError("Java heap space")))
        .isInstanceOf(OutOfMemoryError.class);
  }

  /** Asks a listener that throws this when it is asked. */
  private static boolean wantTokens(Throwable thrown) {
    AppliedEventListener failing =
        new AppliedEventListener() {
          @Override
          public Optional<String> applied(AppliedEvent event, Duration timeout) {
            return Optional.empty();
          }

          @Override
          public boolean wantsTokens() {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) thrown;
          }
        };
    return new AppliedListeners(NO_TOKENS, failing).wantTokens();
  }
}
