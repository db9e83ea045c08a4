package dev.rbacconsumer.launcher.bench.e2e.way;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;

/**
 * Confluent's Parallel Consumer with its defaults, except that it commits each second, so that a
 * run does not wait for its last commit.
 */
final class ParallelProcessor implements WayProgram {
  private final WayPlace place;
  private final ProcessingOrder order;

  ParallelProcessor(WayPlace place, ProcessingOrder order) {
    this.place = place;
    this.order = order;
  }

  @Override
  public void run() {
    RelationCalls calls = RelationCalls.pooled(place);
    ParallelStreamProcessor<byte[], byte[]> processor =
        ParallelStreamProcessor.createEosStreamProcessor(
            ParallelConsumerOptions.<byte[], byte[]>builder()
                .consumer(place.consumer())
                .ordering(order)
                .commitInterval(Duration.ofSeconds(1))
                .build());
    processor.subscribe(List.of(place.topic()));
    // Its threads keep the process alive.
    processor.poll(context -> calls.applyOneByOne(Changes.of(context.getSingleConsumerRecord())));
  }
}
