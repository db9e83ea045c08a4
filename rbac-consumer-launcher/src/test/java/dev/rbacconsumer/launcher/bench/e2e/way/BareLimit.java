package dev.rbacconsumer.launcher.bench.e2e.way;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Polls, and passes the records of each partition to a lane. Commits nothing. */
final class BareLimit implements WayProgram {
  private final WayPlace place;
  private final Function<RelationCalls, BareLane> newLane;

  BareLimit(WayPlace place, Function<RelationCalls, BareLane> newLane) {
    this.place = place;
    this.newLane = newLane;
  }

  @Override
  public void run() throws InterruptedException {
    RelationCalls calls = RelationCalls.onEventLoop(place);
    Map<Integer, BareLane> lanes = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = place.subscribed()) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          lanes.computeIfAbsent(record.partition(), it -> newLane.apply(calls)).add(record);
        }
      }
    }
  }
}
