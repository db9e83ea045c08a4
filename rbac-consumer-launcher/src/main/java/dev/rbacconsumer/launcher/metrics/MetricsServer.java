package dev.rbacconsumer.launcher.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics over HTTP, on all addresses, in the text format of Prometheus or in OpenMetrics,
 * as the client asks. A bounded number of daemon threads answers; a client that sends or takes
 * slowly is cut off. Thread-safe.
 */
final class MetricsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
  private static final int THREADS = 2;
  private static final int WAITING_REQUESTS = 64;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int FAILED = 500;
  private static final int NO_BODY = -1;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String INDEX =
      "<!DOCTYPE html>\n<title>rbac-consumer</title>\n<h1>rbac-consumer</h1>\n<p><a href=\"%s\">"
          + "Metrics</a>\n";

  static {
    // The server of the JDK waits for ever for the rest of a request, and for a client to take its
    // answer; it reads these, in seconds, when it is first used.
    setIfUnset("sun.net.httpserver.maxReqTime", "2");
    setIfUnset("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final String path;
  private final ExecutorService threads;
  private final CollectorRegistry metrics;

  private MetricsServer(HttpServer server, String path, CollectorRegistry metrics) {
    this.server = server;
    this.path = path;
    this.metrics = metrics;
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
   * @param path of the metrics; begins with a slash
   * @throws IOException when the port cannot be had
   */
  static MetricsServer open(int port, String path, CollectorRegistry metrics) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
    MetricsServer opened = new MetricsServer(server, path, metrics);
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
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, METHOD_NOT_ALLOWED, TEXT, "Want GET or HEAD\n".getBytes(UTF_8));
        return;
      }
      String asked = exchange.getRequestURI().getPath();
      if (asked.equals(path)) {
        sendMetrics(exchange);
      } else if (asked.equals("/")) {
        send(exchange, OK, HTML, INDEX.formatted(path).getBytes(UTF_8));
      } else {
        send(exchange, NOT_FOUND, TEXT, ("See " + path + "\n").getBytes(UTF_8));
      }
    }
  }

  private void sendMetrics(HttpExchange exchange) throws IOException {
    String type = TextFormat.chooseContentType(exchange.getRequestHeaders().getFirst("Accept"));
    byte[] text;
    try {
      text = text(type);
    } catch (RuntimeException failed) {
      log.warn("Could not read the metrics", failed);
      send(exchange, FAILED, TEXT, "See the log\n".getBytes(UTF_8));
      return;
    }
    send(exchange, OK, type, text);
  }

  private byte[] text(String type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(bytes, UTF_8)) {
      TextFormat.writeFormat(type, writer, metrics.metricFamilySamples());
    }
    return bytes.toByteArray();
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "metrics-" + number.incrementAndGet());
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
