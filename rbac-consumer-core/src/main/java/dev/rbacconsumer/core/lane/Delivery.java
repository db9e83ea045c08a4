package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.OutboxDecoder;
import dev.rbacconsumer.core.message.TypedDecoder;
import dev.rbacconsumer.core.observe.DeliveryLog;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.port.AppliedEvents;
import dev.rbacconsumer.core.port.ConsistencyTokens;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.port.WorkspaceEvents;
import dev.rbacconsumer.core.replay.HeapReplayTables;
import dev.rbacconsumer.core.status.DeliveryStatus;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The ports and the decoder of delivery, assembled by the embedding application. Begin with {@link
 * #of} and replace single parts.
 *
 * @param source where records come from
 * @param decoder what turns them into events
 * @param types messages of these go to handlers of their own; they need the decoder to be an {@link
 *     OutboxDecoder}. Another one wraps a {@link TypedDecoder} instead
 * @param sink where relation changes go
 * @param fences issues the fences of partitions
 * @param workspaces receives workspace events
 * @param tokens receives the consistency token of every relations event
 * @param appliedEvents receives every relations event once it is applied
 * @param deadLetters stores the records that a policy sends to the dead-letter topic
 * @param replayTables creates the tables in which replays record the last operation on each tuple
 * @param observer receives every event
 * @param scope hears which record a thread works on
 * @param host clock, random source and threads
 */
public record Delivery(
    MessageSource source,
    MessageDecoder decoder,
    MessageTypes types,
    RelationSink sink,
    FenceAuthority fences,
    WorkspaceEvents workspaces,
    ConsistencyTokens tokens,
    AppliedEvents appliedEvents,
    DeadLetters deadLetters,
    ReplayTables replayTables,
    DeliveryObserver observer,
    RecordScope scope,
    DeliveryRuntime host) {
  /** Name of the logger that {@link #of} has events written to. */
  public static final String LOGGER = "dev.rbacconsumer.consumer";

  /**
   * @throws IllegalArgumentException where there are types, and a decoder that cannot tell them
   */
  public Delivery {
    if (!types.isEmpty() && !(decoder instanceof OutboxDecoder)) {
      throw new IllegalArgumentException(
          "types: want an OutboxDecoder beside them, got " + decoder.getClass().getName());
    }
  }

  /**
   * Delivery that decodes with the default limits, ignores workspace events, notifies no listener
   * of applied events, has no dead letters and no replay tables, and logs its events.
   */
  public static Delivery of(
      MessageSource source, RelationSink sink, FenceAuthority fences, DeliveryRuntime host) {
    return new Delivery(
        source,
        new OutboxDecoder(DecoderSettings.DEFAULT),
        MessageTypes.none(),
        sink,
        fences,
        WorkspaceEvents.ignored(),
        ConsistencyTokens.ignored(),
        AppliedEvents.ignored(),
        DeadLetters.none(),
        new HeapReplayTables(HeapReplayTables.DEFAULT_MAX_BYTES),
        new DeliveryLog(LoggerFactory.getLogger(LOGGER), host.clock()),
        RecordScope.none(),
        host);
  }

  /** Returns a copy with another decoder. */
  public Delivery withDecoder(MessageDecoder other) {
    return new Delivery(
        source,
        other,
        types,
        sink,
        fences,
        workspaces,
        tokens,
        appliedEvents,
        deadLetters,
        replayTables,
        observer,
        scope,
        host);
  }

  /**
   * Returns a copy in which messages of these types go to their own handlers.
   *
   * @throws IllegalArgumentException where the decoder is not an {@link OutboxDecoder}
   */
  public Delivery withMessageTypes(MessageTypes other) {
    return new Delivery(
        source,
        decoder,
        other,
        sink,
        fences,
        workspaces,
        tokens,
        appliedEvents,
        deadLetters,
        replayTables,
        observer,
        scope,
        host);
  }

  /** Returns a copy with a receiver of workspace events. */
  public Delivery withWorkspaces(WorkspaceEvents other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        other,
        tokens,
        appliedEvents,
        deadLetters,
        replayTables,
        observer,
        scope,
        host);
  }

  /** Returns a copy with a receiver of consistency tokens. */
  public Delivery withConsistencyTokens(ConsistencyTokens other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        workspaces,
        other,
        appliedEvents,
        deadLetters,
        replayTables,
        observer,
        scope,
        host);
  }

  /** Returns a copy with a receiver of applied events. */
  public Delivery withAppliedEvents(AppliedEvents other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        workspaces,
        tokens,
        other,
        deadLetters,
        replayTables,
        observer,
        scope,
        host);
  }

  /** Returns a copy with other dead letters. */
  public Delivery withDeadLetters(DeadLetters other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        workspaces,
        tokens,
        appliedEvents,
        other,
        replayTables,
        observer,
        scope,
        host);
  }

  /** Returns a copy with other replay tables. */
  public Delivery withReplayTables(ReplayTables other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        workspaces,
        tokens,
        appliedEvents,
        deadLetters,
        other,
        observer,
        scope,
        host);
  }

  /** Returns a copy with another observer in place of the log. */
  public Delivery withObserver(DeliveryObserver other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        workspaces,
        tokens,
        appliedEvents,
        deadLetters,
        replayTables,
        other,
        scope,
        host);
  }

  /** Returns a copy with a receiver of the record that a thread works on. */
  public Delivery withScope(RecordScope other) {
    return new Delivery(
        source,
        decoder,
        types,
        sink,
        fences,
        workspaces,
        tokens,
        appliedEvents,
        deadLetters,
        replayTables,
        observer,
        other,
        host);
  }

  /** A dispatcher over these ports; see {@link Dispatcher#open}. */
  public Dispatcher dispatcher(LaneSettings lanes, DispatcherSettings settings) {
    return dispatcher(DeliveryMode.DELIVER, lanes, settings);
  }

  /**
   * A dispatcher over these ports; see {@link Dispatcher#open}.
   *
   * @param mode in a {@link DeliveryMode#DRY_RUN}, only the source, the decoder, the observer, the
   *     scope and the host are called: {@link RelationSink#none} and {@link FenceAuthority#none}
   *     will do, and a later instance of the same group delivers every record
   */
  public Dispatcher dispatcher(DeliveryMode mode, LaneSettings lanes, DispatcherSettings settings) {
    DeliveryStatus status = new DeliveryStatus(host.clock(), mode);
    DeliveryObserver all = DeliveryObserver.all(List.of(status, observer));
    LaneContext context =
        new LaneContext(
            mode,
            lanes,
            typedDecoder(),
            new RecordHandler(sink, workspaces, lanes.attemptTimeout()),
            new AppliedNotifier(tokens, appliedEvents, all, lanes.attemptTimeout()),
            deadLetters,
            replayTables,
            fences,
            settings::lockId,
            all,
            scope,
            status,
            new StallDetector(host.clock(), all, status),
            host.clock(),
            host.jitter(),
            host.sleepers(),
            source::wake);
    return new Dispatcher(source, host.runner(), context, settings);
  }

  private MessageDecoder typedDecoder() {
    return !types.isEmpty() && decoder instanceof OutboxDecoder outbox
        ? new TypedDecoder(outbox, types)
        : decoder;
  }
}
