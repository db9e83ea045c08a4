package dev.rbacconsumer.launcher.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Three consumers of four partitions, struck by some kinds of blows in a random order.
 *
 * @param name of the scenario
 * @param protocol of the group, {@code classic} or {@code consumer}
 * @param blows to choose from, at least one; those that stand there twice come twice as often
 */
record MixedFaults(String name, String protocol, List<ChaosFault> blows) implements Scenario {
  private static final int PARTITIONS = 4;
  private static final int CONSUMERS = 3;
  private static final int MOST_TUPLES = 100;

  /** Kinds that a soak draws from; those that come up more often stand here more than once. */
  private static final List<ChaosFault> WITHOUT_BROKER =
      List.of(
          ChaosFault.KILLED_CONSUMER,
          ChaosFault.KILLED_CONSUMER,
          ChaosFault.STOPPED_CONSUMER,
          ChaosFault.STOPPED_CONSUMER,
          ChaosFault.FROZEN_CONSUMER,
          ChaosFault.FROZEN_CONSUMER,
          ChaosFault.BROKER_NETWORK,
          ChaosFault.BROKER_NETWORK,
          ChaosFault.STORE_NETWORK,
          ChaosFault.STORE_NETWORK,
          ChaosFault.STORE_NETWORK,
          ChaosFault.STORE,
          ChaosFault.STORE);

  /**
   * All kinds; the broker, which takes long to start, more seldom, and only with the protocol
   * {@code classic}: after a SIGKILL, the coordinator of Kafka 4.3.1 can have a group epoch below
   * the epoch of the assignment, and then gives no member a partition.
   */
  static MixedFaults soak(String protocol) {
    List<ChaosFault> blows = new ArrayList<>(WITHOUT_BROKER);
    if ("classic".equals(protocol)) {
      blows.add(ChaosFault.BROKER);
    }
    return new MixedFaults("soak-" + protocol, protocol, blows);
  }

  /** Networks that fail, with the protocol that the seed draws. */
  static MixedFaults network(String protocol) {
    return new MixedFaults(
        "fail-network", protocol, List.of(ChaosFault.BROKER_NETWORK, ChaosFault.STORE_NETWORK));
  }

  /** Consumers that stand still until their membership is over. */
  static MixedFaults frozen(String protocol) {
    return new MixedFaults("freeze-consumers", protocol, List.of(ChaosFault.FROZEN_CONSUMER));
  }

  MixedFaults {
    blows = List.copyOf(blows);
  }

  @Override
  public Setup setup(long seed) {
    return Deployment.impatient(new Random(seed), PARTITIONS, CONSUMERS, protocol);
  }

  @Override
  public int strike(Stage stage, Budget budget) throws InterruptedException {
    long startedAt = System.nanoTime();
    int struck = 0;
    while (budget.goesOn(struck, startedAt) && !stage.isViolated()) {
      stage.awaitTuples(1 + stage.random.nextInt(MOST_TUPLES));
      // Each kind once before chance decides, so that a short run has them all.
      int next = struck < blows.size() ? struck : stage.random.nextInt(blows.size());
      blows.get(next).strike(stage);
      struck++;
    }
    return struck;
  }
}
