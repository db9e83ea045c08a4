package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Draws;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.FaultProfile;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import dev.rbacconsumer.testkit.simulation.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All parts of one simulation, run in one thread: each step picks one action that is possible now.
 * In the first phase faults occur; in the second none do, and every written record must be applied.
 */
public final class SimulatedDeployment {
  private static final int MOST_CALM_STEPS = 5_000;
  private static final int MOST_DEPTH = 3;
  private static final int MOST_WINDOW = 8;

  /** Most further steps of other instances while one is suspended in the middle of its work. */
  private static final int STEPS_WHILE_SUSPENDED = 40;

  /**
   * Faults by which the store, the group or the log loses its state. One of them occurs in a
   * schedule: if two of the three have lost their state, the third cannot prove anything.
   */
  private static final Set<Fault> FORGETTING =
      EnumSet.of(
          Fault.STORE_WIPED,
          Fault.STORE_RESTORED,
          Fault.COMMITS_GONE,
          Fault.OPERATOR_RESET,
          Fault.TOPIC_RECREATED);

  private final SimulationSettings settings;
  private final Draws choices;
  private final ManualClock time = new ManualClock();
  private final Coverage coverage = new Coverage();
  private final FaultProfile profile;
  private final Topic topic;
  private final Group group;
  private final Store store;
  private final FaultInjector mishaps;
  private final SimulatedOperator operator;
  private final List<Instance> instances = new ArrayList<>();
  private final @Nullable List<String> trace;
  private int rowsLeft;
  private int started;
  private int steps;
  private int depth;
  private boolean calm;
  private boolean isReplaying;

  private boolean hasForgotten;

  /** Number of remaining replacements of all instances in the phase without faults. */
  private int handovers = 3;

  private @Nullable Violation violation;

  public SimulatedDeployment(SimulationSettings settings, Draws choices, boolean traced) {
    this.settings = settings;
    this.choices = choices;
    this.trace = traced ? new ArrayList<>() : null;
    this.profile = FaultProfile.draw(settings.faults(), choices);
    this.rowsLeft = 1 + choices.below(settings.records());
    this.topic = new Topic(this, settings.partitions());
    this.group = new Group(this, topic.partitions());
    this.store = new Store(this);
    this.mishaps = new FaultInjector(this);
    this.operator = new SimulatedOperator(this);
  }

  /** Runs to the end, or to the first violation. */
  public void run() {
    int stormy = 20 + 50 * choices.below(15);
    while (isRunning() && (steps < stormy || rowsLeft > 0)) {
      step();
    }
    calm = true;
    mishaps.end();
    drain();
    topic.endTransactions();
    topic.repair();
    drain();
    if (settings.operators()) {
      isReplaying = true;
      drain();
      store.checkAfterReplays();
    }
  }

  boolean isCalm() {
    return calm;
  }

  boolean hasQuarantine() {
    return settings.quarantine();
  }

  /** Continues until all readable records are applied and committed. */
  private void drain() {
    int last = steps + MOST_CALM_STEPS;
    while (isRunning() && !isDrained()) {
      if (steps > last) {
        violated(
            "liveness",
            "not everything was applied and committed, although nothing fails; " + store.losses());
      }
      step();
    }
    if (isRunning()) {
      store.checkEnd();
    }
  }

  boolean isRunning() {
    return violation == null;
  }

  public Optional<Violation> violation() {
    return Optional.ofNullable(violation);
  }

  Draws choices() {
    return choices;
  }

  ManualClock time() {
    return time;
  }

  public Coverage coverage() {
    return coverage;
  }

  Topic topic() {
    return topic;
  }

  Group group() {
    return group;
  }

  Store store() {
    return store;
  }

  SimulatedOperator operator() {
    return operator;
  }

  FaultInjector mishaps() {
    return mishaps;
  }

  public int steps() {
    return steps;
  }

  public List<String> traced() {
    return trace == null ? List.of() : List.copyOf(trace);
  }

  RelationSink decorate(RelationSink sink) {
    return settings.sink().apply(sink);
  }

  /** Returns the running instances, whatever they are doing. */
  List<Instance> living() {
    return instances.stream().filter(instance -> !instance.isGone()).toList();
  }

  /** Records a violation; only the first one counts. */
  public void violated(String invariant, String message) {
    if (violation == null) {
      violation = new Violation(invariant, message);
      trace(() -> "VIOLATION " + violation);
    }
  }

  void trace(Supplier<String> line) {
    if (trace != null) {
      trace.add("%10.3fs  %s".formatted(time.elapsed().toMillis() / 1000.0, line.get()));
    }
  }

  /** Returns whether a fault occurs now, at a rate of once in so many times. */
  boolean strikes(Fault fault, int oneIn) {
    boolean struck = isPossible(fault) && choices.oneIn(profile.oneIn(oneIn));
    if (struck) {
      struck(fault);
    }
    return struck;
  }

  void struck(Fault fault) {
    coverage.struck(fault);
    hasForgotten |= FORGETTING.contains(fault);
    trace(() -> "fault: " + fault);
  }

  boolean isPossible(Fault fault) {
    boolean isTooMuch = hasForgotten && FORGETTING.contains(fault);
    return !calm && profile.faults().contains(fault) && !isTooMuch;
  }

  /** Returns whether an event that is no fault occurs, at a rate of once in so many times. */
  boolean happens(int oneIn) {
    return !calm && choices.oneIn(oneIn);
  }

  double jitter() {
    return calm ? 0 : choices.below(10) / 10.0;
  }

  boolean isAtTop() {
    return depth == 0;
  }

  /** Runs other steps while one instance waits, in the middle of its work. */
  void whileWaiting(Instance waiting, long atMostNanos) {
    if (depth < MOST_DEPTH && !calm) {
      depth++;
      int least = choices.below(8);
      int most = least + STEPS_WHILE_SUSPENDED;
      for (int i = 0; i < (waiting.isSuspended() ? most : least) && isRunning(); i++) {
        step();
      }
      depth--;
    }
    if (waiting.isSuspended()) {
      waiting.goOn();
    }
    long passing = choices.below(2) == 0 ? atMostNanos : atMostNanos / 10;
    time.advance(Duration.ofNanos(Math.max(1, passing)));
    if (waiting.isGone()) {
      throw new InstanceGone();
    }
  }

  /** Returns the most records that a mark covers, by the settings of {@link #start}. */
  long longestRange() {
    return MOST_WINDOW;
  }

  private void step() {
    steps++;
    if (!calm && choices.oneIn(profile.oneIn(16))) {
      mishaps.strike();
      return;
    }
    List<Runnable> options = options();
    if (options.isEmpty() && calm && handovers > 0 && store.losses().hasProvable()) {
      // An idle owner does not detect a loss: the next owner does.
      handovers--;
      living().forEach(mishaps::crash);
    } else if (options.isEmpty() || happens(12)) {
      passTime();
    } else {
      choices.of(options).run();
    }
  }

  /** Returns all actions that are possible now without a fault, except the passing of time. */
  private List<Runnable> options() {
    List<Runnable> options = new ArrayList<>();
    for (Instance instance : instances) {
      for (SimulatedLane lane : instance.movableLanes()) {
        options.add(() -> instance.move(lane));
      }
      if (instance.hasRound()) {
        options.add(instance::round);
      }
      if (!instance.isGone() && instance.member().hasSent()) {
        options.add(instance.member()::landOne);
      }
    }
    if (rowsLeft > 0) {
      options.add(this::write);
    }
    if (living().size() < (calm ? 1 : settings.instances())) {
      options.add(this::start);
    }
    options.addAll(mishaps.aftermath());
    if (settings.operators()) {
      options.addAll(calm ? operator.resumes() : List.of(operator::act));
      options.addAll(isReplaying ? operator.replays() : List.of());
    }
    return options;
  }

  private void write() {
    rowsLeft--;
    topic.write();
  }

  /** Starts an instance. Settings differ, as they do while a deployment is rolled out. */
  private void start() {
    started++;
    FailurePolicy onInvalid =
        calm || choices.below(3) > 0
            ? choices.of(List.of(FailurePolicy.SKIP, FailurePolicy.DEAD_LETTER))
            : FailurePolicy.RETRY;
    LaneSettings lanes =
        LaneSettings.DEFAULT
            .withWindow(profile.leastBatch() + choices.below(MOST_WINDOW))
            .withBatchSize(profile.batches(choices))
            .withQueue(1 + choices.below(10), 1_000 + 1_000L * choices.below(10))
            .withPolicies(FailurePolicies.DEFAULT.withInvalid(onInvalid).withRejected(onRejected()))
            .withSteps(profile.steps(choices))
            .withReplay(replays())
            .withQuarantine(settings.quarantine() ? QuarantineSettings.ON : QuarantineSettings.OFF);
    DataLossPolicy onDataLoss =
        choices.of(
            calm
                ? List.of(DataLossPolicy.EARLIEST, DataLossPolicy.LATEST)
                : List.of(DataLossPolicy.values()));
    Instance instance = new Instance(this, started, lanes, onDataLoss);
    trace(() -> instance + " starts: " + lanes + ", " + onDataLoss);
    instances.removeIf(Instance::isGone);
    instances.add(instance);
  }

  private FailurePolicy onRejected() {
    if (settings.quarantine() && !choices.oneIn(4)) {
      return FailurePolicy.QUARANTINE;
    }
    return choices.of(
        List.of(
            FailurePolicy.RETRY,
            FailurePolicy.RETRY,
            FailurePolicy.RETRY,
            FailurePolicy.SKIP,
            FailurePolicy.DEAD_LETTER));
  }

  private ReplaySettings replays() {
    List<StoreLossPolicy> policies =
        calm
            ? List.of(StoreLossPolicy.REPLAY, StoreLossPolicy.CONTINUE)
            : List.of(StoreLossPolicy.REPLAY, StoreLossPolicy.CONTINUE, StoreLossPolicy.BLOCK);
    return ReplaySettings.DEFAULT
        .withMode(choices.oneIn(8) ? ReplayMode.STEP_BY_STEP : ReplayMode.LAST_WORD)
        .withOnStoreLoss(choices.of(policies))
        .withRememberedEvents(choices.of(List.of(10_000, 10_000, 0, 1, 3)))
        .withMarkInterval(Duration.ofSeconds(1 + choices.below(5)));
  }

  private void passTime() {
    long due = (depth == 0 ? Duration.ofHours(1) : Duration.ofSeconds(1)).toNanos();
    for (Instance instance : instances) {
      due = Math.min(due, instance.untilDue());
    }
    time.advance(Duration.ofNanos(Math.max(1, due)));
  }

  private boolean isDrained() {
    return rowsLeft == 0
        && !store.losses().hasProvable()
        && (!isReplaying || operator.hasReplayed())
        && topic.partitions().stream().allMatch(this::isDrained);
  }

  /**
   * Returns whether a partition is finished. A group that never had a record of it has nothing to
   * commit.
   */
  private boolean isDrained(PartitionId partition) {
    long end = topic.reachable(partition);
    return group
        .committed(partition)
        .map(
            it ->
                it.position().value() >= end
                    && !store.losses().isOfAnotherLog(it)
                    && !store.isGoingBack(partition)
                    && !store.losses().isUnmarked(partition))
        .orElseGet(() -> topic.count(partition, topic.begin(partition), end) == 0);
  }
}
