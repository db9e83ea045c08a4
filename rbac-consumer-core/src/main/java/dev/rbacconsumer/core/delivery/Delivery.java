package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.log.DeliveryLog;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.message.outbox.TypedDecoder;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.replay.HeapReplayTables;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * The ports and the decoder of delivery, assembled by the embedding application. Begin with {@link
 * #of} and replace single parts.
 */
public final class Delivery {
  /** Name of the logger that {@link #of} has events written to. */
  public static final String LOGGER = "dev.rbacconsumer.consumer";

  private final MessageSource source;
  private final MessageDecoder decoder;
  private final MessageTypes types;
  private final RelationSink sink;
  private final FenceAuthority fences;
  private final WorkspaceEventHandler workspaces;
  private final ConsistencyTokenListener tokens;
  private final AppliedEventListener appliedEvents;
  private final DeadLetters deadLetters;
  private final Optional<DeadLetters> operatorCopies;
  private final LetterReplays letterReplays;
  private final QuarantineStore quarantine;
  private final ReplayTables replayTables;
  private final DeliveryObserver observer;
  private final RecordScope scope;
  private final DeliveryRuntime host;

  private Delivery(Draft draft) {
    if (!draft.types.isEmpty() && !(draft.decoder instanceof OutboxDecoder)) {
      throw new IllegalArgumentException(
          "types: want an OutboxDecoder beside them, got " + draft.decoder.getClass().getName());
    }
    this.source = draft.source;
    this.decoder = draft.decoder;
    this.types = draft.types;
    this.sink = draft.sink;
    this.fences = draft.fences;
    this.workspaces = draft.workspaces;
    this.tokens = draft.tokens;
    this.appliedEvents = draft.appliedEvents;
    this.deadLetters = draft.deadLetters;
    this.operatorCopies = draft.operatorCopies;
    this.letterReplays = draft.letterReplays;
    this.quarantine = draft.quarantine;
    this.replayTables = draft.replayTables;
    this.observer = draft.observer;
    this.scope = draft.scope;
    this.host = draft.host;
  }

  /**
   * Returns a delivery that decodes with the default limits, ignores workspace events, notifies no
   * listener of applied events, has no dead letters, keeps the tables of replays in memory, and
   * logs its events.
   */
  public static Delivery of(
      MessageSource source, RelationSink sink, FenceAuthority fences, DeliveryRuntime host) {
    return new Delivery(new Draft(source, sink, fences, host));
  }

  /** Returns a copy with another source of records. */
  public Delivery withSource(MessageSource other) {
    return with(draft -> draft.source = other);
  }

  /**
   * Returns a copy with another decoder.
   *
   * @throws IllegalArgumentException if there are types, and the decoder is not an {@link
   *     OutboxDecoder}; wrap a {@link TypedDecoder} instead
   */
  public Delivery withDecoder(MessageDecoder other) {
    return with(draft -> draft.decoder = other);
  }

  /**
   * Returns a copy in which messages of these types go to their own handlers.
   *
   * @throws IllegalArgumentException if the decoder is not an {@link OutboxDecoder}
   */
  public Delivery withMessageTypes(MessageTypes other) {
    return with(draft -> draft.types = other);
  }

  /** Returns a copy with another sink of relation changes. */
  public Delivery withSink(RelationSink other) {
    return with(draft -> draft.sink = other);
  }

  /** Returns a copy with another issuer of the fences of partitions. */
  public Delivery withFences(FenceAuthority other) {
    return with(draft -> draft.fences = other);
  }

  /** Returns a copy with a receiver of workspace events. */
  public Delivery withWorkspaces(WorkspaceEventHandler other) {
    return with(draft -> draft.workspaces = other);
  }

  /** Returns a copy with a receiver of consistency tokens. */
  public Delivery withConsistencyTokens(ConsistencyTokenListener other) {
    return with(draft -> draft.tokens = other);
  }

  /** Returns a copy with a receiver of applied events. */
  public Delivery withAppliedEvents(AppliedEventListener other) {
    return with(draft -> draft.appliedEvents = other);
  }

  /** Returns a copy with other dead letters. */
  public Delivery withDeadLetters(DeadLetters other) {
    return with(draft -> draft.deadLetters = other);
  }

  /**
   * Returns a copy with another place for the records that operators set aside; by default, they
   * are dead letters, too.
   */
  public Delivery withOperatorCopies(DeadLetters other) {
    return with(draft -> draft.operatorCopies = Optional.of(other));
  }

  /** Returns a copy that can replay dead letters; by default, none can. */
  public Delivery withLetterReplays(LetterReplays other) {
    return with(draft -> draft.letterReplays = other);
  }

  /** Returns a copy with another place for the quarantine. */
  public Delivery withQuarantine(QuarantineStore other) {
    return with(draft -> draft.quarantine = other);
  }

  /** Returns a copy with other replay tables. */
  public Delivery withReplayTables(ReplayTables other) {
    return with(draft -> draft.replayTables = other);
  }

  /** Returns a copy with another observer in place of the log. */
  public Delivery withObserver(DeliveryObserver other) {
    return with(draft -> draft.observer = other);
  }

  /** Returns a copy with a receiver of the record that a thread works on. */
  public Delivery withScope(RecordScope other) {
    return with(draft -> draft.scope = other);
  }

  /** Returns the source of the records. */
  public MessageSource source() {
    return source;
  }

  /** Returns the decoder that turns records into events. */
  public MessageDecoder decoder() {
    return decoder;
  }

  /** Returns the types of messages that go to handlers of their own. */
  public MessageTypes types() {
    return types;
  }

  /** Returns the sink of relation changes. */
  public RelationSink sink() {
    return sink;
  }

  /** Returns the issuer of the fences of partitions. */
  public FenceAuthority fences() {
    return fences;
  }

  /** Returns the receiver of workspace events. */
  public WorkspaceEventHandler workspaces() {
    return workspaces;
  }

  /** Returns the receiver of the consistency token of every relations event. */
  public ConsistencyTokenListener tokens() {
    return tokens;
  }

  /** Returns the receiver of every relations event that is applied. */
  public AppliedEventListener appliedEvents() {
    return appliedEvents;
  }

  /** Returns the store of the records that a policy sends to the dead-letter topic. */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /** Returns the place for the records that operators set aside. */
  public DeadLetters operatorCopies() {
    return operatorCopies.orElse(deadLetters);
  }

  /** Returns what replays of dead letters need. */
  public LetterReplays letterReplays() {
    return letterReplays;
  }

  /** Returns the place of the quarantine. */
  public QuarantineStore quarantine() {
    return quarantine;
  }

  /** Returns the factory of the tables in which replays record the last operation on each tuple. */
  public ReplayTables replayTables() {
    return replayTables;
  }

  /** Returns the observer of every event. */
  public DeliveryObserver observer() {
    return observer;
  }

  /** Returns the receiver of the record that a thread works on. */
  public RecordScope scope() {
    return scope;
  }

  /** Returns the clock, random source and threads. */
  public DeliveryRuntime host() {
    return host;
  }

  /** Creates a dispatcher over these ports; see {@link Dispatcher#open}. */
  public Dispatcher dispatcher(LaneSettings lanes, DispatcherSettings settings) {
    return dispatcher(DeliveryMode.DELIVER, lanes, settings);
  }

  /**
   * Creates a dispatcher over these ports; see {@link Dispatcher#open}.
   *
   * @param mode in a {@link DeliveryMode#DRY_RUN}, only the source, the decoder, the observer, the
   *     scope and the host are called: {@link RelationSink#none} and {@link FenceAuthority#none}
   *     are enough, and a later instance of the same group delivers every record
   */
  public Dispatcher dispatcher(DeliveryMode mode, LaneSettings lanes, DispatcherSettings settings) {
    DeliveryStatus status = new DeliveryStatus(host.clock(), mode);
    DeliveryObserver all = DeliveryObserver.all(List.of(status, observer));
    WaitingLanes waiting = new WaitingLanes(host.clock(), host.jitter());
    LaneContext context =
        new LaneContext(
            mode,
            lanes,
            typedDecoder(),
            new RecordHandler(sink, workspaces, lanes.attemptTimeout()),
            sink.probe(),
            new AppliedNotifier(tokens, appliedEvents, all, lanes.attemptTimeout()),
            deadLetters,
            operatorCopies(),
            letterReplays,
            quarantine,
            replayTables,
            fences,
            settings::lockId,
            all,
            scope,
            status,
            new StallDetector(host.clock(), all, status),
            outages(mode, waiting),
            waiting,
            host.clock(),
            host.jitter(),
            host.sleepers(),
            source::wake);
    return new Dispatcher(source, host.runner(), context, settings);
  }

  private OutageDetector outages(DeliveryMode mode, WaitingLanes waiting) {
    boolean canProbe = mode == DeliveryMode.DELIVER && sink.probe().isPresent();
    return new OutageDetector(
        canProbe,
        host.clock(),
        () -> {
          waiting.request();
          source.wake();
        });
  }

  private MessageDecoder typedDecoder() {
    return !types.isEmpty() && decoder instanceof OutboxDecoder outbox
        ? new TypedDecoder(outbox, types)
        : decoder;
  }

  private Delivery with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Delivery(draft);
  }

  /** The values of an instance while one of them is replaced. */
  private static final class Draft {
    private MessageSource source;
    private MessageDecoder decoder;
    private MessageTypes types;
    private RelationSink sink;
    private FenceAuthority fences;
    private WorkspaceEventHandler workspaces;
    private ConsistencyTokenListener tokens;
    private AppliedEventListener appliedEvents;
    private DeadLetters deadLetters;
    private Optional<DeadLetters> operatorCopies = Optional.empty();
    private LetterReplays letterReplays = LetterReplays.none();
    private QuarantineStore quarantine = QuarantineStore.none();
    private ReplayTables replayTables;
    private DeliveryObserver observer;
    private RecordScope scope;
    private DeliveryRuntime host;

    Draft(MessageSource source, RelationSink sink, FenceAuthority fences, DeliveryRuntime host) {
      this.source = source;
      this.sink = sink;
      this.fences = fences;
      this.host = host;
      this.decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
      this.types = MessageTypes.none();
      this.workspaces = WorkspaceEventHandler.ignored();
      this.tokens = ConsistencyTokenListener.ignored();
      this.appliedEvents = AppliedEventListener.ignored();
      this.deadLetters = DeadLetters.none();
      this.replayTables = new HeapReplayTables(HeapReplayTables.DEFAULT_MAX_BYTES);
      this.scope = RecordScope.none();
      this.observer = new DeliveryLog(LoggerFactory.getLogger(LOGGER), host.clock());
    }

    Draft(Delivery from) {
      this.source = from.source;
      this.decoder = from.decoder;
      this.types = from.types;
      this.sink = from.sink;
      this.fences = from.fences;
      this.workspaces = from.workspaces;
      this.tokens = from.tokens;
      this.appliedEvents = from.appliedEvents;
      this.deadLetters = from.deadLetters;
      this.operatorCopies = from.operatorCopies;
      this.letterReplays = from.letterReplays;
      this.quarantine = from.quarantine;
      this.replayTables = from.replayTables;
      this.observer = from.observer;
      this.scope = from.scope;
      this.host = from.host;
    }
  }
}
