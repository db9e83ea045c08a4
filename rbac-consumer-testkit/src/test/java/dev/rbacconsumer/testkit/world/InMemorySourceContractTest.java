package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.contract.MessageSourceContract;
import java.nio.charset.StandardCharsets;

class InMemorySourceContractTest extends MessageSourceContract {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);

  private final InMemorySource source = new InMemorySource();

  InMemorySourceContractTest() {
    source.assign(PARTITION);
  }

  @Override
  protected MessageSource source() {
    return source;
  }

  @Override
  protected PartitionId partition() {
    return PARTITION;
  }

  @Override
  protected void append(int records) {
    for (int i = 0; i < records; i++) {
      source.append(PARTITION, "{}".getBytes(StandardCharsets.UTF_8));
    }
  }
}
