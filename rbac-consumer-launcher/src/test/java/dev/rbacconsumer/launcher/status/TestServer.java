package dev.rbacconsumer.launcher.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Answers on a port of the loopback as it is told to, and remembers what was asked. */
public final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private TestServer(HttpServer server) {
    this.server = server;
  }

  /** Begins to answer. */
  public static TestServer answering(Function<Request, Response> answers) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestServer server = new TestServer(http);
    http.createContext("/", exchange -> server.answer(exchange, answers));
    http.start();
    return server;
  }

  /** Answers every request with a document of JSON. */
  public static TestServer telling(String json) throws IOException {
    return answering(request -> Response.json(200, json));
  }

  /** Where it is. */
  public String url() {
    return "http://localhost:" + port();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Paths that were asked for so far. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, Function<Request, Response> answers)
      throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      Response response = answers.apply(Request.get(path));
      exchange.getResponseHeaders().set("Content-Type", response.contentType());
      response.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(response.status(), response.body().length);
      exchange.getResponseBody().write(response.body());
    }
  }
}
