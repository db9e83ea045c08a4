package dev.rbacconsumer.testkit.assertj;

import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.world.DeliveryWorld;

/** Entry points of the assertions, to import statically. */
public final class TestkitAssertions {
  private TestkitAssertions() {}

  /** Begins assertions about the tuples and the calls of a server. */
  public static RelationsServerAssert assertThat(RelationsServer server) {
    return new RelationsServerAssert(server);
  }

  /** Begins assertions about the tuples of a store in memory. */
  public static InMemoryRelationsAssert assertThat(InMemoryRelations store) {
    return new InMemoryRelationsAssert(store);
  }

  /** Begins assertions about the commits and the timeline of a delivery. */
  public static DeliveryWorldAssert assertThat(DeliveryWorld world) {
    return new DeliveryWorldAssert(world);
  }

  /** Begins assertions about the commits of groups on a broker. */
  public static EmbeddedKafkaAssert assertThat(EmbeddedKafka kafka) {
    return new EmbeddedKafkaAssert(kafka);
  }
}
