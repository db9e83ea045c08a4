package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records events as short lines, each with the time since the start in seconds. */
final class Timeline implements DeliveryObserver {
  private final ManualClock time;
  private final List<String> lines = new ArrayList<>();

  Timeline(ManualClock time) {
    this.time = time;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Applied it) {
      add("applied " + place(it.record()));
    } else if (event instanceof DeliveryEvent.ListenerFailed it) {
      add("%s not told of %s".formatted(it.listener().label(), place(it.record())));
    } else if (event instanceof DeliveryEvent.Retrying it) {
      add("%s %s %s".formatted(it.failure().kind().label(), it.failure().reason(), place(it)));
    } else if (event instanceof DeliveryEvent.Skipped it) {
      add("skipped " + place(it.record()));
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      add("dead-lettered " + place(it.record()));
    } else if (event instanceof DeliveryEvent.Stopped it) {
      add("stopped at " + place(it.record()));
    } else if (event instanceof DeliveryEvent.Planned it) {
      add("would %s %s".formatted(it.action().label(), place(it.record())));
    } else if (event instanceof DeliveryEvent.TombstonePassed it) {
      add("tombstone " + place(it.record()));
    } else if (event instanceof DeliveryEvent.Committed it) {
      add("committed p%d %s".formatted(it.partition().number(), it.position()));
    } else if (event instanceof DeliveryEvent.CommitFailed) {
      add("commit failed");
    } else if (event instanceof DeliveryEvent.SourceFailed) {
      add("source failed");
    } else {
      ownership(event);
    }
  }

  private void ownership(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Stalled it) {
      add("stalled %s %s".formatted(who(it.partition()), it.doing()));
    } else if (event instanceof DeliveryEvent.StallEnded it) {
      add("moves again " + who(it.partition()));
    } else if (event instanceof DeliveryEvent.FenceAcquired it) {
      add("fence acquired p" + it.partition().number());
    } else if (event instanceof DeliveryEvent.FenceNotAcquired it) {
      add("fence not acquired p" + it.partition().number());
    } else if (event instanceof DeliveryEvent.FenceLost it) {
      add("fence lost p" + it.partition().number());
    } else if (event instanceof DeliveryEvent.Revoked it) {
      it.partitions().forEach(partition -> add("revoked p" + partition.number()));
    } else if (event instanceof DeliveryEvent.Lost it) {
      it.partitions().forEach(partition -> add("lost p" + partition.number()));
    } else if (event instanceof DeliveryEvent.DataLossBlocks it) {
      add("%s blocks p%d".formatted(it.loss().kind().label(), it.partition().number()));
    } else if (event instanceof DeliveryEvent.DataLossPassed it) {
      add(
          "%s passed p%d to %s"
              .formatted(it.loss().kind().label(), it.partition().number(), it.position()));
    } else if (event instanceof DeliveryEvent.BatchUnreadable it) {
      add("unreadable p%d@%s".formatted(it.partition().number(), it.offset()));
    } else if (event instanceof DeliveryEvent.BatchReadable it) {
      add("readable p%d@%s".formatted(it.partition().number(), it.offset()));
    } else if (event instanceof DeliveryEvent.Positioned it) {
      String position = it.committed().map(Object::toString).orElse("beginning");
      add("reading p%d from %s".formatted(it.partition().number(), position));
    }
  }

  private void add(String what) {
    lines.add(seconds(time.elapsed()) + " " + what);
  }

  private static String who(Optional<PartitionId> partition) {
    return partition.map(it -> "p" + it.number()).orElse("source");
  }

  private static String place(DeliveryEvent.Retrying event) {
    return place(event.record());
  }

  private static String place(SourceRecord record) {
    return "p" + record.partition().number() + "@" + record.offset();
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
  }
}
