package dev.rbacconsumer.testkit.bench.write;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes messages to a server in this process, over a connection. What one message adds the next
 * one removes, so every call has something to do.
 */
final class WriteBenchmark implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Enough for a mean; a large message is many calls in itself. */
  private static final int TUPLES_AT_LEAST = 400;

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("bench/0");

  /** Every run once in each round, and each round beginning with another one. */
  List<WriteMeasured> run(List<WriteRun> runs, int rounds) throws InterruptedException {
    List<WriteMeasured> measured = new ArrayList<>();
    List<WriteRun> order = new ArrayList<>(runs);
    for (int round = 0; round < rounds; round++) {
      for (WriteRun run : order) {
        measured.add(run(run, round));
      }
      Collections.rotate(order, 1);
    }
    return measured;
  }

  private WriteMeasured run(WriteRun run, int round) throws InterruptedException {
    List<RelationTuple> first = tuples("a", Math.max(run.removed(), run.added()));
    List<RelationTuple> second = tuples("b", Math.max(run.removed(), run.added()));
    int messages = Math.max(1, TUPLES_AT_LEAST / run.tuples());
    server.store().touch(first, null);
    try (WriteWay.Writer writer = run.way().open(server.target())) {
      server.setLatency(run.latency());
      int callsBefore = server.calls();
      long begin = System.nanoTime();
      for (int i = 0; i < messages; i++) {
        write(run, writer, i % 2 == 0 ? first : second, i % 2 == 0 ? second : first);
      }
      double nanos = System.nanoTime() - begin;
      double calls = server.calls() - callsBefore;
      return new WriteMeasured(run, round, calls / messages, nanos / messages / 1e6);
    } finally {
      server.setLatency(Duration.ZERO);
    }
  }

  private void write(
      WriteRun run, WriteWay.Writer writer, List<RelationTuple> removed, List<RelationTuple> added)
      throws InterruptedException {
    TupleChange change =
        TupleChange.net(removed.subList(0, run.removed()), added.subList(0, run.added()));
    Outcome outcome = writer.sink().apply(change, fence, LONG);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new IllegalStateException("want everything applied, got " + outcome);
    }
  }

  private static List<RelationTuple> tuples(String group, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> RelationTuple.parse("rbac/group:" + group + "#t_member@rbac/principal:p" + i))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
