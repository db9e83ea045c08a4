package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.simulation.fault.Coverage;
import dev.rbacconsumer.testkit.simulation.fault.Draws;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.FaultProfile;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import dev.rbacconsumer.testkit.simulation.history.Trace;
import dev.rbacconsumer.testkit.simulation.history.Violation;
import dev.rbacconsumer.testkit.simulation.scaling.Pause;
import dev.rbacconsumer.testkit.simulation.scaling.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All parts of one simulation, run in one thread: each step picks one action that is possible now.
 * In the first phase faults occur; in the second none do, and every written record must be applied.
 */
public final class SimulatedDeployment implements AutoCloseable {
  /** Steps without faults after which a partition must be finished. */
  public static final int MOST_CALM_STEPS = 2_500;

  private static final int MOST_DEPTH = 3;

  /** Most further steps of other instances while one is suspended in the middle of its work. */
  private static final int STEPS_WHILE_SUSPENDED = 40;

  private final SimulationSettings settings;
  private final Draws choices;
  private final ManualClock time = new ManualClock();
  private final Coverage coverage = new Coverage();
  private final Timing timing;
  private final FaultProfile profile;
  private final InstanceSettings drawn;
  private final Topic topic;
  private final Group group;
  private final Store store;
  private final FaultInjector mishaps;
  private final SimulatedOperator operator;
  private final @Nullable ScaleOut scaleOut;
  private final List<Instance> instances = new ArrayList<>();
  private final Trace trace;
  private final int patience;
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

  /**
   * @param patience most steps for each partition once nothing fails any more
   * @param traced whether the steps are recorded in words
   */
  public SimulatedDeployment(
      SimulationSettings settings, Draws choices, int patience, boolean traced) {
    this.settings = settings;
    this.choices = choices;
    this.trace = new Trace(traced);
    this.patience = patience;
    this.timing = new Timing(settings.scaling(), choices::below, time);
    this.profile = FaultProfile.draw(settings, choices);
    this.drawn = new InstanceSettings(this, profile);
    this.rowsLeft = 1 + choices.below(settings.records());
    this.topic = new Topic(this, settings.partitions());
    this.group = new Group(this, topic.partitions(), settings.scaling());
    this.store = new Store(this, settings.store());
    this.mishaps = new FaultInjector(this);
    this.operator = new SimulatedOperator(this);
    this.scaleOut =
        settings.scaling().map(it -> new ScaleOut(this, it, settings.instances())).orElse(null);
  }

  /** Runs to the end, or to the first violation. */
  public void run() {
    if (scaleOut == null) {
      storm();
    } else {
      rowsLeft = 0;
      scaleOut.run();
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

  /** Runs until all rows are written, and for a while at least. */
  private void storm() {
    int stormy = 20 + 50 * choices.below(15);
    while (isRunning() && (steps < stormy || rowsLeft > 0)) {
      step();
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
    int last = steps + patience * settings.partitions();
    while (isRunning() && !isDrained()) {
      if (steps > last) {
        violated(
            "liveness",
            "not everything was applied and committed, although nothing fails: "
                + group.unfinished()
                + store.losses());
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

  /** Returns the longest pauses of partitions while the group was scaled out. */
  public Map<Pause, Duration> longestPauses() {
    return scaleOut().map(ScaleOut::longestPauses).orElse(Map.of());
  }

  Draws choices() {
    return choices;
  }

  Timing timing() {
    return timing;
  }

  Optional<ScaleOut> scaleOut() {
    return Optional.ofNullable(scaleOut);
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

  void countStep() {
    steps++;
  }

  public int steps() {
    return steps;
  }

  public Trace traced() {
    return trace;
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
      trace.end();
    }
  }

  void trace(Supplier<String> line) {
    trace.step(time.elapsed(), line);
  }

  /** Records a detail of a step, for a reader who knows the product. */
  void traceDetail(Supplier<String> line) {
    trace.detail(time.elapsed(), line);
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
    hasForgotten |= FaultProfile.FORGETTING.contains(fault);
    trace(() -> "fault: " + fault.words());
  }

  boolean isPossible(Fault fault) {
    boolean isTooMuch = hasForgotten && FaultProfile.FORGETTING.contains(fault);
    return !calm && profile.faults().contains(fault) && !isTooMuch;
  }

  /** Returns whether an event that is no fault occurs, at a rate of once in so many times. */
  boolean happens(int oneIn) {
    return !calm && !timing.isOn() && choices.oneIn(oneIn);
  }

  double jitter() {
    return calm ? 0 : choices.below(10) / 10.0;
  }

  boolean isAtTop() {
    return depth == 0;
  }

  /** Runs other steps while one instance waits, in the middle of its work. */
  void whileWaiting(Instance waiting, long atMostNanos) {
    if (scaleOut != null) {
      scaleOut.pass(Math.max(1, atMostNanos));
      requireLiving(waiting);
      return;
    }
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
    requireLiving(waiting);
  }

  private static void requireLiving(Instance instance) {
    if (instance.isGone()) {
      throw new InstanceGone();
    }
  }

  private void step() {
    if (scaleOut != null) {
      scaleOut.step(Long.MAX_VALUE);
      return;
    }
    countStep();
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
  List<Runnable> options() {
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
    if ((scaleOut == null || calm) && living().size() < (calm ? 1 : settings.instances())) {
      options.add(this::start);
    }
    if (group.isRebalanceDue()) {
      options.add(group::endRebalance);
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
    topic.write(choices.of(topic.partitions()));
  }

  /** Starts an instance. */
  Instance start() {
    started++;
    boolean isSteady = scaleOut != null;
    LaneSettings lanes = isSteady ? drawn.steadyLanes() : drawn.lanes();
    DataLossPolicy onDataLoss = isSteady ? DataLossPolicy.EARLIEST : drawn.onDataLoss();
    Instance instance = new Instance(this, started, lanes, onDataLoss);
    trace(() -> instance + " starts");
    traceDetail(() -> instance + " has " + lanes + ", " + onDataLoss);
    instances.removeIf(Instance::isGone);
    instances.add(instance);
    return instance;
  }

  private void passTime() {
    long most = (depth == 0 ? Duration.ofHours(1) : Duration.ofSeconds(1)).toNanos();
    time.advance(Duration.ofNanos(Math.max(1, Math.min(most, untilDue()))));
  }

  /** Returns the nanoseconds until the next timed action. */
  long untilDue() {
    long due = timing.untilNext();
    for (Instance instance : instances) {
      due = Math.min(due, instance.untilDue());
    }
    return Math.min(due, group.untilRebalanceEnds());
  }

  private boolean isDrained() {
    return rowsLeft == 0
        && !store.losses().hasProvable()
        && (!isReplaying || operator.hasReplayed())
        && topic.partitions().stream().allMatch(group::isFinished);
  }

  @Override
  public void close() {
    store.close();
  }
}
