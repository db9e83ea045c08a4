package dev.rbacconsumer.relations.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a call does while there is no token, and when its token is refused. */
class AuthorizedCallTest {
  private final FakeTokens tokens = new FakeTokens();
  private final List<Below> below = new ArrayList<>();
  private final Ends ends = new Ends();

  @Test
  void nothingIsSentBeforeThereIsAToken() {
    AuthorizedCall<String, String> call = start(null);

    assertThat(below).isEmpty();
    tokens.next.complete("t1");

    assertThat(below).singleElement().hasToString("Bearer t1 [request]");
    below.get(0).closes(Status.OK);
    assertThat(ends.all).containsExactly(Status.Code.OK);
    assertThat(call).isNotNull();
  }

  @Test
  void oneThatIsCancelledMeanwhileIsOverAndNeverSent() {
    AuthorizedCall<String, String> call = start(null);

    call.cancel("over", null);
    tokens.next.complete("t1");

    assertThat(below).isEmpty();
    assertThat(ends.all).containsExactly(Status.Code.CANCELLED);
  }

  @Test
  void oneWhoseTimeIsOverMeanwhileEndsForWantOfAToken() throws Exception {
    start(Deadline.after(1, TimeUnit.MILLISECONDS));

    assertThat(ends.first.await(30, TimeUnit.SECONDS)).isTrue();
    tokens.next.complete("t1");

    assertThat(below).isEmpty();
    assertThat(ends.all).containsExactly(Status.Code.UNAVAILABLE);
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    tokens.next.complete("t1");
    start(null);
    tokens.next = CompletableFuture.completedFuture("t2");

    below.get(0).closes(Status.UNAUTHENTICATED);
    below.get(1).closes(Status.UNAUTHENTICATED);

    assertThat(below)
        .extracting(Below::toString)
        .containsExactly("Bearer t1 [request]", "Bearer t2 [request]");
    assertThat(ends.all).containsExactly(Status.Code.UNAUTHENTICATED);
    assertThat(tokens.refused).containsExactly("t1");
  }

  @Test
  void aCallThatIsCancelledWhileItsTokenIsReplacedIsOver() {
    tokens.next.complete("t1");
    AuthorizedCall<String, String> call = start(null);
    tokens.next = new CompletableFuture<>();
    below.get(0).closes(Status.UNAUTHENTICATED);

    call.cancel("over", null);
    tokens.next.complete("t2");

    assertThat(below).hasSize(1);
    assertThat(ends.all).containsExactly(Status.Code.CANCELLED);
  }

  @Test
  void aCallThatCannotBeStartedIsOver() {
    tokens.next.complete("not fit for a header\n");
    var call =
        new AuthorizedCall<String, String>(
            tokens,
            null,
            () -> {
              throw new IllegalStateException("broken");
            });
    begin(call);

    assertThat(ends.all).containsExactly(Status.Code.INTERNAL);
  }

  private AuthorizedCall<String, String> start(Deadline deadline) {
    AuthorizedCall<String, String> call =
        new AuthorizedCall<>(
            tokens,
            deadline,
            () -> {
              below.add(new Below());
              return below.get(below.size() - 1);
            });
    begin(call);
    return call;
  }

  private void begin(AuthorizedCall<String, String> call) {
    call.start(ends, new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage("request");
    call.halfClose();
  }

  private static final class FakeTokens implements TokenSource {
    private CompletableFuture<String> next = new CompletableFuture<>();
    private final List<String> refused = new ArrayList<>();

    @Override
    public CompletableFuture<String> token() {
      return next;
    }

    @Override
    public CompletableFuture<String> insteadOf(String token) {
      refused.add(token);
      return next;
    }
  }

  private static final class Ends extends ClientCall.Listener<String> {
    private final List<Status.Code> all = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void onClose(Status status, Metadata trailers) {
      all.add(status.getCode());
      first.countDown();
    }
  }

  /** The call below, which only remembers. */
  private static final class Below extends ClientCall<String, String> {
    private final List<String> sent = new ArrayList<>();
    private Listener<String> listener;
    private String token;

    void closes(Status status) {
      listener.onClose(status, new Metadata());
    }

    @Override
    public void start(Listener<String> to, Metadata headers) {
      listener = to;
      token = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(String message, Throwable cause) {
      listener.onClose(Status.CANCELLED, new Metadata());
    }

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(String message) {
      sent.add(message);
    }

    @Override
    public String toString() {
      return token + " " + sent;
    }
  }
}
