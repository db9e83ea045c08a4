package dev.rbacconsumer.launcher.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Handler for one path of the admin port. Several threads call it at once. An answer should not
 * wait for another thread or server, since few threads serve all clients: a route that must wait
 * implements {@link #answerLater}.
 */
public interface Route {
  /** Returns the path: it begins with a slash, and is compared with the whole path of a request. */
  String path();

  /**
   * Returns the supported methods, in capitals, at least one. HEAD is implied by GET, and reaches
   * {@link #answer} as GET.
   */
  default List<String> methods() {
    return List.of("GET");
  }

  /** Returns whether only clients on this machine, or in this pod, may use the route. */
  default boolean loopbackOnly() {
    return false;
  }

  /** Returns whether the platform's probes use this route: separate threads answer them. */
  default boolean isProbe() {
    return false;
  }

  /**
   * Answers one request. An exception becomes status 500 and an error in the log; the client gets
   * no details.
   *
   * @param request request with this route's path and one of its methods
   */
  Response answer(Request request);

  /**
   * Starts to answer one request, for which no thread of the server waits. It must return at once,
   * as {@link #answer} does. The answer must come within three minutes: a little later the
   * connection is closed. If the client goes away before, the returned future is cancelled; a route
   * whose future can be cancelled then stops waiting.
   *
   * @param request as for {@link #answer}
   */
  default CompletionStage<Response> answerLater(Request request) {
    return CompletableFuture.completedFuture(answer(request));
  }
}
