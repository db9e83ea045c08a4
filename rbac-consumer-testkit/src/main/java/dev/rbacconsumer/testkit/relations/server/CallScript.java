package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handles every call: counts it, applies the scripted delay or fault, and answers it. Thread-safe.
 */
public final class CallScript {
  private final Map<Rpc, Integer> arrived = new EnumMap<>(Rpc.class);
  private final Map<Rpc, Integer> inFlight = new EnumMap<>(Rpc.class);
  private final Map<Rpc, Integer> mostInFlight = new EnumMap<>(Rpc.class);
  private final Deque<ServerFault> anyCall = new ArrayDeque<>();
  private final Map<Rpc, Deque<ServerFault>> oneCall = new EnumMap<>(Rpc.class);
  private final List<Runnable> held = new ArrayList<>();
  private int cancelled;
  private Duration latency = Duration.ZERO;
  private Duration jitter = Duration.ZERO;
  private SplittableRandom draws = new SplittableRandom(0);
  private final LongSupplier nanos;
  private StoreCost cost;
  private WriteQueue writes;
  private @Nullable ScheduledExecutorService timer;

  /**
   * @param nanos monotonic clock for the turns of writes
   */
  public CallScript(StoreCost cost, LongSupplier nanos) {
    this.cost = cost;
    this.writes = new WriteQueue(cost);
    this.nanos = nanos;
  }

  public synchronized void open() {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "relations-server-delay");
              thread.setDaemon(true);
              return thread;
            });
  }

  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
    held.clear();
    inFlight.clear();
  }

  public synchronized void setLatency(Duration latency, Duration jitter, long seed) {
    this.latency = latency;
    this.jitter = jitter;
    this.draws = new SplittableRandom(seed);
  }

  public synchronized void setCost(StoreCost cost) {
    this.cost = cost;
    this.writes = new WriteQueue(cost);
  }

  public synchronized void script(int times, ServerFault fault) {
    for (int i = 0; i < times; i++) {
      anyCall.add(fault);
    }
  }

  public synchronized void script(Rpc rpc, int times, ServerFault fault) {
    Deque<ServerFault> script = oneCall.computeIfAbsent(rpc, r -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      script.add(fault);
    }
  }

  public synchronized void clearScript() {
    anyCall.clear();
    oneCall.clear();
  }

  public synchronized int calls(Rpc rpc) {
    return arrived.getOrDefault(rpc, 0);
  }

  public synchronized int calls() {
    return arrived.values().stream().mapToInt(Integer::intValue).sum();
  }

  public synchronized int mostInFlight(Rpc rpc) {
    return mostInFlight.getOrDefault(rpc, 0);
  }

  public synchronized boolean awaitCalls(Rpc rpc, int count, Duration atMost)
      throws InterruptedException {
    return await(() -> calls(rpc) >= count, atMost);
  }

  public synchronized boolean awaitCancelled(int count, Duration atMost)
      throws InterruptedException {
    return await(() -> cancelled >= count, atMost);
  }

  private synchronized void cancelled() {
    cancelled++;
    notifyAll();
  }

  private synchronized boolean await(BooleanSupplier reached, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!reached.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  public int release() {
    List<Runnable> released;
    synchronized (this) {
      released = List.copyOf(held);
      held.clear();
    }
    released.forEach(Runnable::run);
    return released.size();
  }

  /**
   * Answers one call, during its start.
   *
   * @param work carries out the call and returns the responses, or throws the error for the client
   */
  <R> void serve(Rpc rpc, StreamObserver<R> answers, Supplier<List<R>> work) {
    serve(rpc, client(answers), work);
  }

  /**
   * Returns the observer of a call's client, prepared for its cancellation. To be called while a
   * call starts.
   */
  <R> ServerCallStreamObserver<R> client(StreamObserver<R> answers) {
    ServerCallStreamObserver<R> client = (ServerCallStreamObserver<R>) answers;
    // With a handler set, an answer to a client that has disconnected is no error.
    client.setOnCancelHandler(this::cancelled);
    return client;
  }

  /** Answers one call, for a client that {@link #client} has prepared. */
  <R> void serve(Rpc rpc, ServerCallStreamObserver<R> client, Supplier<List<R>> work) {
    serve(rpc, OptionalInt.empty(), client, work);
  }

  /**
   * Answers one call that writes, after its turn.
   *
   * @param tuples number of tuples in the request
   */
  <R> void serveWrite(Rpc rpc, int tuples, StreamObserver<R> answers, Supplier<List<R>> work) {
    serve(rpc, OptionalInt.of(tuples), client(answers), work);
  }

  private <R> void serve(
      Rpc rpc, OptionalInt written, ServerCallStreamObserver<R> client, Supplier<List<R>> work) {
    ServerFault fault;
    boolean hangs;
    Runnable answer;
    WriteQueue.End end;
    synchronized (this) {
      // One step, so that a thread that has seen the arrival of the call can also release it.
      fault = arrive(rpc);
      hangs = fault instanceof ServerFault.Hang;
      end = end(written, fault);
      answer = answering(rpc, client, fault, end.aborted() ? CallScript::abort : work);
      if (hangs) {
        held.add(answer);
      }
    }
    if (!hangs) {
      Duration slower = fault instanceof ServerFault.Delay slow ? slow.delay() : Duration.ZERO;
      after(slower.plusNanos(end.delayNanos()), answer);
    }
  }

  /**
   * Returns the end of a write's turn in the store: none if a fault replaces the write, or holds
   * the call.
   */
  private WriteQueue.End end(OptionalInt written, @Nullable ServerFault fault) {
    boolean reachesStore =
        fault == null
            || fault instanceof ServerFault.Delay
            || fault instanceof ServerFault.EffectThen;
    if (reachesStore && written.isPresent()) {
      return writes.arrive(nanos.getAsLong(), written.getAsInt());
    }
    return new WriteQueue.End(reachesStore ? cost.call().toNanos() : 0, false);
  }

  private static <R> List<R> abort() {
    throw StoreRefusal.conflict();
  }

  private <R> Runnable answering(
      Rpc rpc,
      ServerCallStreamObserver<R> client,
      @Nullable ServerFault fault,
      Supplier<List<R>> work) {
    boolean late = fault instanceof ServerFault.Hang;
    return () -> {
      // Counted as ended before the answer is sent: a client with the answer may call again at
      // once.
      leave(rpc);
      answer(rpc, client, fault, late || !client.isCancelled(), work);
    };
  }

  private static <R> void answer(
      Rpc rpc,
      ServerCallStreamObserver<R> client,
      @Nullable ServerFault fault,
      boolean wanted,
      Supplier<List<R>> work) {
    try {
      refuse(rpc, fault);
      List<R> responses = wanted ? work.get() : List.of();
      if (fault instanceof ServerFault.EffectThen then) {
        throw WireRefusals.plain(then.code(), then.text());
      }
      if (!client.isCancelled()) {
        responses.forEach(client::onNext);
        client.onCompleted();
      }
    } catch (StoreRefusal refusal) {
      client.onError(rpc.answer(refusal));
    } catch (StatusRuntimeException refusal) {
      client.onError(refusal);
    } catch (RuntimeException panic) {
      client.onError(WireRefusals.panic());
    }
  }

  private static void refuse(Rpc rpc, @Nullable ServerFault fault) {
    if (fault instanceof ServerFault.Answer answer) {
      throw WireRefusals.plain(answer.code(), answer.text());
    } else if (fault instanceof ServerFault.Refusal refused) {
      throw rpc.answer(refused.refusal());
    }
  }

  private @Nullable ServerFault arrive(Rpc rpc) {
    arrived.merge(rpc, 1, Integer::sum);
    int now = inFlight.merge(rpc, 1, Integer::sum);
    mostInFlight.merge(rpc, now, Math::max);
    notifyAll();
    ServerFault own = Optional.ofNullable(oneCall.get(rpc)).map(Deque::poll).orElse(null);
    return own == null ? anyCall.poll() : own;
  }

  private synchronized void leave(Rpc rpc) {
    inFlight.computeIfPresent(rpc, (r, now) -> now - 1);
  }

  private void after(Duration delay, Runnable answer) {
    ScheduledExecutorService clock;
    Duration wait;
    synchronized (this) {
      clock = timer;
      wait = latency.plus(delay).plusNanos(draws.nextLong(jitter.toNanos() + 1));
    }
    if (wait.isZero() || clock == null) {
      answer.run();
      return;
    }
    try {
      // Exceptions of the answer are caught where it is given, so the future has no result of
      // interest.
      Future<?> unused = clock.schedule(answer, wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopped) {
      // The server stops, and closes the client's connection.
    }
  }
}
