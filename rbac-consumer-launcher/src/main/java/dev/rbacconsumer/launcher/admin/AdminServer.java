package dev.rbacconsumer.launcher.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP server of a set of routes. One thread reads and writes all connections; a bounded number of
 * other threads answers, and probes have their own. A bounded number of requests waits for a later
 * answer without a thread. All threads are daemon threads. Thread-safe.
 */
final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  /**
   * Threads for answers. Fewer requests are in progress than connections are allowed, so that a new
   * one always gets a place.
   */
  private static final int THREADS = 4;

  private static final int PROBE_THREADS = 2;
  private static final int WAITING_REQUESTS = 16;

  /** Most requests that are answered or wait for a thread, without probes. */
  static final int MOST_REQUESTS = THREADS + WAITING_REQUESTS;

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final int BUSY = 503;
  private static final Response REFUSED = Response.text(BUSY, "Too many requests at once");
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final RequestCheck guard;
  private final Routes routes;
  private final ExecutorService threads = executor("admin-", THREADS);
  private final ExecutorService probeThreads = executor("admin-probe-", PROBE_THREADS);
  private final ConnectionLoop loop;
  private final Thread connections;

  /** Places for requests that wait for a later answer. */
  private final Semaphore waiting;

  /** Whether a request that acts gets its place before it begins. */
  private final boolean placesFirst;

  private AdminServer(
      AdminPort port,
      RequestCheck guard,
      Routes routes,
      ConnectionLimits limits,
      boolean placesFirst)
      throws IOException {
    this.placesFirst = placesFirst;
    this.guard = guard;
    this.routes = routes;
    this.waiting = new Semaphore(limits.waiting());
    this.loop = ConnectionLoop.listen(port, limits, this::handle);
    this.connections = new Thread(loop, "admin-connections");
    connections.setDaemon(true);
  }

  /**
   * Starts to serve.
   *
   * @param port port to listen on, which the server closes at its end
   * @throws IOException if the port is not available
   */
  static AdminServer open(AdminPort port, RequestCheck guard, Routes routes) throws IOException {
    return open(port, guard, routes, ConnectionLimits.DEFAULT, false);
  }

  static AdminServer open(int port, RequestCheck guard, Routes routes) throws IOException {
    return open(port, guard, routes, ConnectionLimits.DEFAULT);
  }

  static AdminServer open(int port, RequestCheck guard, Routes routes, ConnectionLimits limits)
      throws IOException {
    return open(new AdminPort(Optional.of(port)), guard, routes, limits, false);
  }

  /**
   * Starts to serve requests that act. One that is refused for lack of a place has not begun.
   *
   * @param port port to listen on, which the server closes at its end
   * @throws IOException if the port is not available
   */
  static AdminServer forActions(
      AdminPort port, RequestCheck guard, Routes routes, ConnectionLimits limits)
      throws IOException {
    return open(port, guard, routes, limits, true);
  }

  private static AdminServer open(
      AdminPort port,
      RequestCheck guard,
      Routes routes,
      ConnectionLimits limits,
      boolean placesFirst)
      throws IOException {
    AdminServer opened = new AdminServer(port, guard, routes, limits, placesFirst);
    opened.connections.start();
    return opened;
  }

  /** Returns the port on which the server listens; never 0. */
  int port() {
    return loop.port();
  }

  /** Closes the server at once; requests in progress are cut off. */
  @Override
  public void close() {
    loop.close();
    threads.shutdownNow();
    probeThreads.shutdownNow();
    try {
      connections.join(LONGEST_END.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpRequest request, Connection from) {
    boolean isProbe = routes.isProbe(request.request().path());
    try {
      (isProbe ? probeThreads : threads).execute(() -> answer(request, from));
    } catch (RejectedExecutionException busy) {
      loop.respond(from, REFUSED, true);
    }
  }

  private void answer(HttpRequest request, Connection from) {
    boolean withBody = !request.request().method().equals("HEAD");
    try {
      Optional<Response> refusal = guard.refusal(request, from.client());
      if (refusal.isPresent()) {
        loop.respond(from, refusal.get(), withBody);
        return;
      }
      boolean hasPlace = placesFirst && !READING.contains(request.request().method());
      if (hasPlace && !waiting.tryAcquire()) {
        loop.respond(from, REFUSED, withBody);
        return;
      }
      answer(routes.answer(request.request(), from.client()), hasPlace, from, withBody);
    } catch (RuntimeException | Error failed) {
      abandon(from, failed);
    }
  }

  private void answer(
      CompletableFuture<Response> answer, boolean hasPlace, Connection from, boolean withBody) {
    if (answer.isDone()) {
      if (hasPlace) {
        waiting.release();
      }
      loop.respond(from, answer.join(), withBody);
    } else if (hasPlace || waiting.tryAcquire()) {
      loop.await(from, () -> answer.cancel(false));
      var unused = answer.whenComplete((response, gone) -> answered(response, from, withBody));
    } else {
      answer.cancel(false);
      loop.respond(from, REFUSED, withBody);
    }
  }

  /** Sends a later answer; there is none if the client is gone or its time is over. */
  private void answered(@Nullable Response response, Connection to, boolean withBody) {
    waiting.release();
    if (response == null) {
      loop.abandon(to);
      return;
    }
    try {
      loop.respond(to, response, withBody);
    } catch (RuntimeException | Error failed) {
      abandon(to, failed);
    }
  }

  private void abandon(Connection connection, Throwable failed) {
    log.error("Could not answer a request", failed);
    loop.abandon(connection);
  }

  private static ExecutorService executor(String prefix, int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING_REQUESTS),
        daemons(prefix));
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
