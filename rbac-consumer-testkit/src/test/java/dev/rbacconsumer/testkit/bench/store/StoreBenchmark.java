package dev.rbacconsumer.testkit.bench.store;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.spicedb.KesselGateway;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes to one real SpiceDB, directly and through a {@link KesselGateway}. */
final class StoreBenchmark implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final StoreKind kind;
  private final int removals;
  private final int messages;
  private final KesselGateway gateway;
  private final RelationsChannel direct;
  private final RelationsChannel kessel;
  private final GrpcRelationSink directSink;
  private final GrpcRelationSink kesselSink;
  private final Map<Integer, RelationsChannel> channels = new HashMap<>();
  private final Map<Integer, GrpcRelationSink> adaptive = new HashMap<>();
  private final FenceToken fence;
  private final FixedRemovals fixed;

  /**
   * @param target of SpiceDB
   * @param removals tuples that a run of removals removes
   * @param messages that a run of messages applies
   */
  StoreBenchmark(StoreKind kind, String target, String key, int removals, int messages)
      throws InterruptedException {
    this.kind = kind;
    this.removals = removals;
    this.messages = messages;
    try (SpiceDbClient client = new SpiceDbClient(target, key)) {
      client.writeSchema(StoreSchema.rbac().source(List.of("inventory_hosts_read")));
    }
    gateway = KesselGateway.start(target, key);
    direct =
        RelationsChannel.open(
            RelationsSettings.forTarget(target)
                .dialect(RelationsDialect.SPICEDB)
                .credentials(new Credentials.Token(key))
                .callDeadline(LONG)
                .build());
    kessel = RelationsChannel.open(settings(64));
    directSink = new GrpcRelationSink(direct);
    kesselSink = new GrpcRelationSink(kessel);
    fence = lock();
    fixed = new FixedRemovals(gateway.target(), fence);
  }

  StoreMeasured run(Way way, int round) throws InterruptedException {
    if (way instanceof Way.Fixed in) {
      double millis = millis(removals, tuples -> fixed.remove(tuples, in.inFlight()));
      return new StoreMeasured(kind, way, round, millis, 0);
    }
    if (way instanceof Way.Adaptive below) {
      GrpcRelationSink sink = adaptive(below.ceiling());
      double millis = millis(removals, tuples -> apply(sink, TupleChange.net(tuples, List.of())));
      return new StoreMeasured(kind, way, round, millis, sink.removalConcurrency());
    }
    Way.Messages stream = (Way.Messages) way;
    GrpcRelationSink sink = stream.direct() ? directSink : kesselSink;
    double millis = millis(messages, tuples -> messages(sink, tuples, stream.batch()));
    return new StoreMeasured(kind, way, round, millis, 0);
  }

  /** Each message removes one of the tuples and adds another one. */
  private void messages(GrpcRelationSink sink, List<RelationTuple> tuples, int batch)
      throws InterruptedException {
    List<RelationTuple> added = tuples("added", tuples.size());
    for (int from = 0; from < tuples.size(); from += batch) {
      int to = Math.min(tuples.size(), from + batch);
      apply(sink, TupleChange.net(tuples.subList(from, to), added.subList(from, to)));
    }
  }

  /** Milliseconds for each of some tuples that are present when the work begins. */
  private double millis(int count, Work work) throws InterruptedException {
    List<RelationTuple> present = tuples("present", count);
    apply(directSink, TupleChange.net(tuples("added", count), present));
    long begin = System.nanoTime();
    work.on(present);
    return (System.nanoTime() - begin) / 1e6 / count;
  }

  private void apply(GrpcRelationSink sink, TupleChange change) throws InterruptedException {
    Outcome outcome = sink.apply(change, fence, LONG);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new IllegalStateException("want everything applied, got " + outcome);
    }
  }

  private GrpcRelationSink adaptive(int ceiling) {
    return adaptive.computeIfAbsent(
        ceiling,
        it -> {
          RelationsChannel channel = RelationsChannel.open(settings(it));
          channels.put(it, channel);
          return new GrpcRelationSink(channel);
        });
  }

  private RelationsSettings settings(int ceiling) {
    return RelationsSettings.forTarget(gateway.target())
        .maxConcurrentDeletes(ceiling)
        .callDeadline(LONG)
        .build();
  }

  private FenceToken lock() throws InterruptedException {
    FenceOutcome outcome = new GrpcFenceAuthority(direct).acquire("bench/0", LONG);
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      return acquired.token();
    }
    throw new IllegalStateException("want a fence, got " + outcome);
  }

  private static List<RelationTuple> tuples(String group, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> RelationTuple.parse("rbac/group:" + group + "#t_member@rbac/principal:p" + i))
        .toList();
  }

  @Override
  public void close() {
    fixed.close();
    new ArrayList<>(channels.values()).forEach(RelationsChannel::close);
    kessel.close();
    direct.close();
    gateway.close();
  }

  /** Something that is measured. */
  private interface Work {
    void on(List<RelationTuple> present) throws InterruptedException;
  }
}
