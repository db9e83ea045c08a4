package dev.rbacconsumer.launcher.admin;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route for a request, and answers requests without a route. Thread-safe. */
final class Routes {
  private static final Logger log = LoggerFactory.getLogger(Routes.class);
  private static final String GET = "GET";
  private static final String HEAD = "HEAD";
  private static final String ROOT = "/";
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int FAILED = 500;

  private final Map<String, Route> byPath = new TreeMap<>();

  /**
   * @param routes routes to serve; if none has the root, it has a page with links to the others
   * @throws IllegalArgumentException if two have the same path, or one begins without a slash
   */
  Routes(Collection<? extends Route> routes) {
    for (Route route : routes) {
      String path = route.path();
      if (!path.startsWith(ROOT)) {
        throw new IllegalArgumentException("want a path that begins with a slash, got " + path);
      }
      if (byPath.put(path, route) != null) {
        throw new IllegalArgumentException("want one thing at " + path + ", got two");
      }
    }
    byPath.putIfAbsent(ROOT, new LinksRoute(ROOT, List.copyOf(byPath.keySet())));
  }

  /** Returns whether probes use a path. */
  boolean isProbe(String path) {
    Route route = byPath.get(path);
    return route != null && route.isProbe();
  }

  /**
   * Answers any request; never fails because of an exception in a route. Most answers are complete
   * at once; to cancel one that is not makes its route stop waiting.
   */
  CompletableFuture<Response> answer(Request request, InetAddress client) {
    Route route = byPath.get(request.path());
    if (route == null) {
      return refusal(NOT_FOUND, "Want one of " + String.join(", ", byPath.keySet()));
    }
    List<String> allowed = allowed(route);
    if (!allowed.contains(request.method())) {
      return CompletableFuture.completedFuture(
          Response.text(METHOD_NOT_ALLOWED, "Want " + String.join(" or ", allowed))
              .with("Allow", String.join(", ", allowed)));
    }
    if (route.loopbackOnly() && !client.isLoopbackAddress()) {
      return refusal(
          FORBIDDEN,
          "Only for clients on the machine of the consumer, or in its pod: ask there, through"
              + " localhost");
    }
    return answer(route, request.method().equals(HEAD) ? request.as(GET) : request);
  }

  private static CompletableFuture<Response> refusal(int status, String text) {
    return CompletableFuture.completedFuture(Response.text(status, text));
  }

  private static CompletableFuture<Response> answer(Route route, Request request) {
    CompletableFuture<Response> given;
    try {
      given = route.answerLater(request).toCompletableFuture();
    } catch (RuntimeException | Error failed) {
      return CompletableFuture.completedFuture(failed(route, request, failed));
    }
    CompletableFuture<Response> answer =
        given.handle(
            (response, failed) -> failed == null ? response : failed(route, request, failed));
    var unused = answer.whenComplete((response, cancelled) -> given.cancel(false));
    return answer;
  }

  private static Response failed(Route route, Request request, Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    log.error("Could not answer {} {}", request.method(), route.path(), cause);
    return Response.text(FAILED, "See the log");
  }

  private static List<String> allowed(Route route) {
    List<String> allowed = new ArrayList<>(route.methods());
    if (allowed.contains(GET)) {
      allowed.add(allowed.indexOf(GET) + 1, HEAD);
    }
    return allowed;
  }

  /** Shows links to all routes, for a person with a browser. */
  private record LinksRoute(String path, List<String> paths) implements Route {
    @Override
    public Response answer(Request request) {
      return Response.html(
          paths.stream()
              .map("<p><a href=\"%1$s\">%1$s</a>\n"::formatted)
              .collect(
                  Collectors.joining(
                      "",
                      "<!DOCTYPE html>\n<title>rbac-consumer</title>\n<h1>rbac-consumer</h1>\n",
                      "")));
    }
  }
}
