package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One partition whose store refuses {@link #ROLE} until {@link #mendSchema}, so that records which
 * add it become dead letters. The test decides what becomes of single calls to the store. Not
 * thread-safe.
 */
final class LetterWorld {
  static final PartitionId P0 = new PartitionId("outbox", 0);
  static final RelationTuple ROLE = RelationTuple.parse("rbac/role:r1#read@rbac/principal:*");
  static final RelationTuple ANN = member("ann");
  static final RelationTuple BOB = member("bob");
  static final RelationTuple CID = member("cid");

  private static final PartitionId DEAD = new PartitionId("dead-letters", 0);
  private static final Duration TIMEOUT = ofMinutes(2);

  final InMemoryTupleStore store = new InMemoryTupleStore(StoreSchema.rbac().without("rbac/role"));
  final List<Call> calls = new ArrayList<>();
  final List<DeadLetter> copies = new ArrayList<>();
  final List<ReplayedLetter> kept = new ArrayList<>();
  final List<Outcome.RetryLater> keepingProblems = new ArrayList<>();
  final List<ActionReply> replies = new ArrayList<>();
  final DeliveryWorld world;

  /** Runs before the next read of the log for a replay. */
  Reading beforeRead = () -> {};

  /** Positions from which the log was read for a replay. */
  final List<CommitPosition> reads = new ArrayList<>();

  private final InMemoryRelations relations = new InMemoryRelations(store);
  private final List<SourceRecord> log = new ArrayList<>();
  private final Map<RelationTuple, Fate> fates = new HashMap<>();
  private final List<Call> late = new ArrayList<>();
  private long begin;

  LetterWorld() {
    this(ChangeSteps.DEFAULT);
  }

  LetterWorld(ChangeSteps steps) {
    RelationSink wire = this::call;
    world =
        DeliveryWorld.over(
            relations,
            LaneSettings.DEFAULT
                .withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.DEAD_LETTER))
                .withSteps(steps),
            delivery ->
                delivery
                    .withSink(wire)
                    .withDeadLetters(
                        (letter, timeout) -> {
                          copies.add(letter);
                          return Optional.empty();
                        })
                    .withLetterReplays(new InMemoryReplays()));
  }

  /** A call to the store, as it was sent. */
  record Call(TupleChange change, FenceToken fence) {
    /** Returns the removals and additions by the names of their subjects, such as {@code -ann}. */
    String words() {
      return Stream.concat(
              change.removals().stream().map(it -> "-" + name(it)),
              change.additions().stream().map(it -> "+" + name(it)))
          .collect(Collectors.joining(" "));
    }

    private static String name(RelationTuple tuple) {
      return tuple.subject().object().id();
    }
  }

  /** Decides what becomes of one call. */
  @FunctionalInterface
  interface Fate {
    Outcome of(Call call) throws InterruptedException;
  }

  /** Happens before the log is read. */
  @FunctionalInterface
  interface Reading {
    void run() throws SourceException;
  }

  /** Sets the fate of the next call that changes a tuple. */
  void next(RelationTuple tuple, Fate fate) {
    fates.put(tuple, fate);
  }

  /** Gives a call up for lost; it is still on its way, until {@link #land}. */
  Outcome lose(Call call) {
    late.add(call);
    return new Outcome.RetryLater("deadline_exceeded", "no answer");
  }

  /** Repeats a call that was lost on its way, with success; the first one lands later. */
  Outcome repeat(Call call) throws InterruptedException {
    late.add(call);
    return carry(call) instanceof Outcome.Applied applied
        ? new Outcome.Applied(applied.token(), true)
        : new Outcome.RetryLater("deadline_exceeded", "no answer");
  }

  Outcome carry(Call call) throws InterruptedException {
    return relations.apply(call.change(), call.fence(), TIMEOUT);
  }

  /** Lets the lost calls arrive at the store, and returns what it says. */
  List<Outcome> land() throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Call call : late) {
      outcomes.add(carry(call));
    }
    late.clear();
    return outcomes;
  }

  /** Returns a fate: something happens while the call is on its way, and then it arrives. */
  Fate after(Runnable event) {
    return call -> {
      event.run();
      return carry(call);
    };
  }

  /** Takes the lock of the partition for another owner. */
  FenceToken takeLock() {
    return store.acquireLock("group/0");
  }

  /** Appends a record. */
  SourceRecord append(List<RelationTuple> removed, List<RelationTuple> added) {
    SourceRecord record =
        world.source().append(P0, OutboxMessages.relations().remove(removed).add(added).build());
    log.add(record);
    return record;
  }

  /** Returns the number of records that were appended. */
  int size() {
    return log.size();
  }

  /** Deletes the oldest records from the log. */
  void deleteBelow(int offset) {
    begin = offset;
    world.source().deleteBelow(P0, offset);
  }

  void run() {
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
  }

  /** Lets the store take what it has refused. */
  void mendSchema() {
    store.setSchema(StoreSchema.rbac());
  }

  /** Requests the replay of a record, and runs for a while. */
  ActionReply replay(int offset, long... notApplied) {
    int before = replies.size();
    requestReplay(offset, notApplied);
    world.runFor(ofSeconds(2));
    return replies.size() > before
        ? replies.get(before)
        : new ActionReply(Code.UNCONFIRMED, "no answer yet");
  }

  /** Requests the replay of a record. */
  void requestReplay(int offset, long... notApplied) {
    Set<Offset> asideToo =
        LongStream.of(notApplied).mapToObj(Offset::new).collect(Collectors.toSet());
    LetterId letter = new LetterId(DEAD, new Offset(offset));
    request(new OperatorAction.ReplayLetter(letter, log.get(offset), asideToo));
  }

  void request(OperatorAction action) {
    ActionRequest request =
        new ActionRequest(P0, action, "ann", "schema is fixed", world.time().now());
    world.actions().request(request, TIMEOUT, replies::add);
  }

  /** Returns the calls so far, such as {@code -ann +bob}. */
  List<String> words() {
    return calls.stream().map(Call::words).toList();
  }

  private Outcome call(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    Call call = new Call(change, fence);
    calls.add(call);
    List<RelationTuple> changed = new ArrayList<>(change.removals());
    changed.addAll(change.additions());
    for (RelationTuple tuple : changed) {
      Fate fate = fates.remove(tuple);
      if (fate != null) {
        return fate.of(call);
      }
    }
    return carry(call);
  }

  private static RelationTuple member(String name) {
    return RelationTuple.parse("rbac/group:g1#member@rbac/principal:" + name);
  }

  /** Reads the log, one record at a time, and keeps what was replayed. */
  private final class InMemoryReplays implements LetterReplays {
    @Override
    public LogPart read(
        PartitionId partition, CommitPosition from, CommitPosition end, Duration timeout)
        throws SourceException {
      reads.add(from);
      Reading before = beforeRead;
      beforeRead = () -> {};
      before.run();
      long first = Math.max(from.value(), begin);
      List<SourceRecord> records =
          first < end.value() ? List.of(log.get(Math.toIntExact(first))) : List.of();
      return new LogPart(
          records, new CommitPosition(first + records.size()), new CommitPosition(begin));
    }

    @Override
    public Optional<Outcome.RetryLater> keep(ReplayedLetter letter, Duration timeout) {
      if (keepingProblems.isEmpty()) {
        kept.add(letter);
        return Optional.empty();
      }
      return Optional.of(keepingProblems.remove(0));
    }
  }
}
