package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.JitterSource;
import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.port.WorkspaceEvents;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.function.Supplier;

/**
 * Everything delivery needs, put together by the embedder: the ports, and how to behave.
 *
 * @param source where records come from
 * @param decoder what turns them into events
 * @param sink where relation changes go
 * @param workspaces where news of workspaces go
 * @param deadLetters where records go that a policy sets aside
 * @param fences who says that a partition is ours
 * @param observer hears everything
 * @param clock the time
 * @param jitter the random part of waits
 * @param sleepers a new one for each lane and for the source thread
 * @param runner what lanes run on
 */
public record Delivery(
    MessageSource source,
    MessageDecoder decoder,
    RelationSink sink,
    WorkspaceEvents workspaces,
    DeadLetters deadLetters,
    FenceAuthority fences,
    DeliveryObserver observer,
    Clock clock,
    JitterSource jitter,
    Supplier<Sleeper> sleepers,
    LaneRunner runner) {

  /** A dispatcher over these ports; see {@link Dispatcher#open}. */
  public Dispatcher dispatcher(LaneSettings lanes, DispatcherSettings settings) {
    LaneContext context =
        new LaneContext(
            lanes,
            decoder,
            new RecordHandler(sink, workspaces, lanes.attemptTimeout()),
            deadLetters,
            fences,
            partition -> lockId(settings.groupId(), partition),
            observer,
            clock,
            jitter,
            sleepers,
            source::wake);
    return new Dispatcher(source, runner, context, settings);
  }

  /**
   * The name under which owners of a partition exclude each other. The same as the older consumer
   * uses, so that the two exclude each other too.
   */
  static String lockId(String groupId, PartitionId partition) {
    return groupId + "/" + partition.number();
  }
}
