package dev.rbacconsumer.launcher.admin;

import java.util.List;
import java.util.function.Function;

/** A route as a test wants it. */
record TestRoute(
    String path,
    List<String> methods,
    boolean loopbackOnly,
    boolean isProbe,
    Function<Request, Response> handler)
    implements Route {
  /** Tells its path to those who GET it. */
  static TestRoute at(String path) {
    return new TestRoute(path, List.of("GET"), false, false, it -> Response.text(200, path));
  }

  TestRoute taking(String... methods) {
    return new TestRoute(path, List.of(methods), loopbackOnly, isProbe, handler);
  }

  TestRoute forLoopbackOnly() {
    return new TestRoute(path, methods, true, isProbe, handler);
  }

  TestRoute forProbes() {
    return new TestRoute(path, methods, loopbackOnly, true, handler);
  }

  TestRoute answering(Function<Request, Response> handler) {
    return new TestRoute(path, methods, loopbackOnly, isProbe, handler);
  }

  @Override
  public Response answer(Request request) {
    return handler.apply(request);
  }
}
