package dev.rbacconsumer.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

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
    AppliedEventListener failing =
        new AppliedEventListener() {
          @Override
          public Optional<String> applied(AppliedEvent event, Duration timeout) {
            return Optional.empty();
          }

          @Override
          public boolean wantsTokens() {
            throw new IllegalStateException("a defect");
          }
        };

    assertThat(new AppliedListeners(NO_TOKENS, failing).wantTokens()).isTrue();
  }
}
