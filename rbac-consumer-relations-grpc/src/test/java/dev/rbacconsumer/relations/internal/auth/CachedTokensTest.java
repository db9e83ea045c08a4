package dev.rbacconsumer.relations.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a provider is asked, and who waits for it. */
class CachedTokensTest {
  private final FakeProvider provider = new FakeProvider();
  private final CachedTokens tokens = new CachedTokens(provider, () -> provider.now.toNanos());

  @Test
  void manyCallsThatNeedATokenWaitForOneRequest() {
    List<CompletableFuture<String>> waiting = List.of(tokens.token(), tokens.token());

    provider.gives("a", 300);

    assertThat(waiting).extracting(CompletableFuture::join).containsExactly("a", "a");
    assertThat(provider.requests).hasSize(1);
  }

  @Test
  void aTokenServesUntilAMinuteBeforeItsEnd() {
    have("a", 300);

    provider.now = Duration.ofSeconds(239);

    assertThat(tokens.token().join()).isEqualTo("a");
    assertThat(provider.requests).hasSize(1);
  }

  @Test
  void inItsLastMinuteTheOldOneServesWhileTheNextIsFetchedOnce() {
    have("a", 300);

    provider.now = Duration.ofMinutes(4);

    assertThat(tokens.token().join()).isEqualTo("a");
    assertThat(tokens.token().join()).isEqualTo("a");
    assertThat(provider.requests).hasSize(2);
    provider.gives("b", 300);
    assertThat(tokens.token().join()).isEqualTo("b");
  }

  @Test
  void aShortLivedTokenIsRenewedAtHalfItsLife() {
    have("a", 10);

    provider.now = Duration.ofMillis(4_999);
    ask();
    assertThat(provider.requests).hasSize(1);
    provider.now = Duration.ofSeconds(5);

    assertThat(tokens.token().join()).isEqualTo("a");
    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void atItsEndACallWaitsForTheNext() {
    have("a", 300);

    provider.now = Duration.ofSeconds(295);
    CompletableFuture<String> waiting = tokens.token();

    assertThat(waiting).isNotDone();
    provider.gives("b", 300);
    assertThat(waiting.join()).isEqualTo("b");
  }

  @Test
  void theLifeOfATokenBeginsWhenItIsAskedFor() {
    CompletableFuture<String> first = tokens.token();
    provider.now = Duration.ofSeconds(100);
    provider.gives("a", 150);
    assertThat(first.join()).isEqualTo("a");

    provider.now = Duration.ofSeconds(146);

    assertThat(tokens.token()).isNotDone();
  }

  @Test
  void afterAFailureTheProviderIsLeftAloneForASecond() {
    CompletableFuture<String> first = tokens.token();
    provider.fails();

    provider.now = Duration.ofMillis(999);
    CompletableFuture<String> second = tokens.token();

    assertThatThrownBy(first::join).hasCauseInstanceOf(TokenUnavailableException.class);
    assertThatThrownBy(second::join).hasRootCauseMessage("out of order");
    assertThat(provider.requests).hasSize(1);
    provider.now = Duration.ofSeconds(1);
    CompletableFuture<String> third = tokens.token();
    provider.gives("a", 300);
    assertThat(third.join()).isEqualTo("a");
  }

  @Test
  void anOutageDoesNotMatterWhileTheOldTokenServes() {
    have("a", 300);
    provider.now = Duration.ofSeconds(250);
    ask();
    provider.fails();

    assertThat(tokens.token().join()).isEqualTo("a");
    provider.now = Duration.ofSeconds(252);
    assertThat(tokens.token().join()).isEqualTo("a");
    assertThat(provider.requests).hasSize(3);
  }

  @Test
  void manyRefusalsOfOneTokenAreOneRequest() {
    have("a", 300);

    CompletableFuture<String> one = tokens.insteadOf("a");
    CompletableFuture<String> other = tokens.insteadOf("a");
    provider.gives("b", 300);

    assertThat(one.join()).isEqualTo("b");
    assertThat(other.join()).isEqualTo("b");
    assertThat(tokens.insteadOf("a").join()).isEqualTo("b");
    assertThat(provider.requests).hasSize(2);
  }

  @Test
  void aProviderThatThrowsSomethingElseIsUnavailable() {
    CompletableFuture<String> waiting = tokens.token();

    provider.last().completeExceptionally(new IllegalStateException("with a secret in it"));

    assertThatThrownBy(waiting::join)
        .rootCause()
        .isInstanceOf(TokenUnavailableException.class)
        .hasMessage("asking for a token failed: IllegalStateException");
  }

  @Test
  void aProviderThatCannotBeAskedIsUnavailableAndAskedAgain() {
    provider.broken = true;
    CompletableFuture<String> first = tokens.token();
    provider.broken = false;
    provider.now = Duration.ofSeconds(1);

    CompletableFuture<String> second = tokens.token();
    provider.gives("a", 300);

    assertThatThrownBy(first::join).hasCauseInstanceOf(TokenUnavailableException.class);
    assertThat(second.join()).isEqualTo("a");
  }

  @Test
  void whoGivesUpWaitingTakesTheTokenFromNoOne() {
    CompletableFuture<String> impatient = tokens.token();
    CompletableFuture<String> patient = tokens.token();

    impatient.cancel(true);
    provider.gives("a", 300);

    assertThat(patient.join()).isEqualTo("a");
  }

  private void ask() {
    assertThat(tokens.token()).isNotNull();
  }

  private void have(String token, int seconds) {
    ask();
    provider.gives(token, seconds);
  }

  private static final class FakeProvider implements CachedTokens.Provider {
    private final List<CompletableFuture<FetchedToken>> requests = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private boolean broken;

    @Override
    public CompletableFuture<FetchedToken> fetch() {
      if (broken) {
        throw new IllegalStateException("closed");
      }
      requests.add(new CompletableFuture<>());
      return last();
    }

    @Override
    public void close() {}

    CompletableFuture<FetchedToken> last() {
      return requests.get(requests.size() - 1);
    }

    void gives(String token, int seconds) {
      last().complete(new FetchedToken(token, Duration.ofSeconds(seconds)));
    }

    void fails() {
      last()
          .completeExceptionally(
              new TokenUnavailableException(
                  TokenUnavailableException.PROVIDER_UNAVAILABLE, "out of order"));
    }
  }
}
