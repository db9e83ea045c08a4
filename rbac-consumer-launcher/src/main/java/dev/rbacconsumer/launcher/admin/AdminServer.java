package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves routes over HTTP, on all addresses. A bounded number of daemon threads answers; a client
 * that sends or takes slowly is cut off. Thread-safe.
 */
final class AdminServer implements AutoCloseable {
  /** Far more than any route takes. */
  static final int MAX_BODY_BYTES = 16 * 1024;

  private static final int THREADS = 4;
  private static final int WAITING_REQUESTS = 64;
  private static final int TOO_LARGE = 413;
  private static final int NO_BODY = -1;

  static {
    // The server of the JDK waits for ever for the rest of a request, and for a client to take its
    // answer; it reads these, in seconds, when it is first used.
    setIfUnset("sun.net.httpserver.maxReqTime", "2");
    setIfUnset("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final Routes routes;
  private final ExecutorService threads;

  private AdminServer(HttpServer server, Routes routes) {
    this.server = server;
    this.routes = routes;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_REQUESTS),
            daemons(),
            // An exception would reach the thread that accepts; the connection times out instead.
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @throws IOException when the port cannot be had
   */
  static AdminServer open(int port, Routes routes) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    AdminServer opened = new AdminServer(server, routes);
    server.setExecutor(opened.threads);
    server.createContext("/", opened::answer);
    // The thread that accepts is a daemon like the one that starts it.
    CompletableFuture.runAsync(server::start, opened.threads).join();
    return opened;
  }

  /** The port it listens on; never 0. */
  int port() {
    return server.getAddress().getPort();
  }

  /** Ends at once; requests in progress are cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
      send(
          exchange,
          body.length > MAX_BODY_BYTES
              ? Response.text(TOO_LARGE, "Want a body of at most " + MAX_BODY_BYTES + " bytes")
              : routes.answer(request(exchange, body), exchange.getRemoteAddress().getAddress()));
    }
  }

  private static Request request(HttpExchange exchange, byte[] body) {
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        requireNonNullElse(uri.getPath(), ""),
        requireNonNullElse(uri.getRawQuery(), ""),
        requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), ""),
        new String(body, UTF_8));
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    byte[] body = response.body();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    response.headers().forEach(headers::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(response.status(), NO_BODY);
    } else {
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? NO_BODY : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "admin-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static void setIfUnset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
