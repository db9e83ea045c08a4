package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.network.NetworkFault;
import dev.rbacconsumer.testkit.network.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Things that go wrong in a deployment. Each is over when its method returns. */
enum ChaosFault {
  /** A consumer is killed with SIGKILL and replaced. */
  KILLED_CONSUMER {
    @Override
    void strike(Stage stage) throws InterruptedException {
      stage.fleet.kill(stage.fleet.any(stage.random));
      stage.fleet.start(1);
    }
  },
  /** A consumer is stopped with SIGTERM and replaced. */
  STOPPED_CONSUMER {
    @Override
    void strike(Stage stage) throws InterruptedException {
      JarProcess leaving = stage.fleet.any(stage.random);
      int code = stage.fleet.terminate(leaving);
      if (code != 0) {
        stage.violate("want exit 0 after SIGTERM, got %d%n%s".formatted(code, leaving.report()));
      }
      stage.fleet.start(1);
    }
  },
  /** A consumer stands still for longer than its session, and goes on as if nothing had been. */
  FROZEN_CONSUMER {
    @Override
    void strike(Stage stage) throws InterruptedException {
      JarProcess frozen = stage.fleet.any(stage.random);
      try {
        frozen.freeze();
        stage.rest(Deployment.SESSION_MILLIS, 2 * Deployment.SESSION_MILLIS);
        frozen.thaw();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot signal a consumer", e);
      }
    }
  },
  /** The network between the consumers and the broker fails. */
  BROKER_NETWORK {
    @Override
    void strike(Stage stage) {
      fail(stage, stage.kafkaNetwork);
    }
  },
  /** The network between the consumers and the store fails. */
  STORE_NETWORK {
    @Override
    void strike(Stage stage) {
      fail(stage, stage.storeNetwork);
    }
  },
  /** The store goes away, fails before or after the effect, or loses a lock. */
  STORE {
    @Override
    void strike(Stage stage) {
      StoreOutages.strikeOnce(stage, stage.random.nextInt(3));
    }
  },
  /** The broker is killed with SIGKILL and started again on its data. */
  BROKER {
    @Override
    void strike(Stage stage) {
      stage.kafka.kill();
      stage.rest(0, LONGEST_MILLIS);
      stage.kafka.start();
    }
  };

  private static final int LONGEST_MILLIS = 5_000;
  private static final List<NetworkFault> FAULTS =
      List.of(NetworkFault.values()).stream().filter(it -> it != NetworkFault.NONE).toList();

  /** Makes it go wrong, and returns when it is over. */
  abstract void strike(Stage stage) throws InterruptedException;

  /** A fault for some seconds, and sometimes a reset of all connections at its end. */
  private static void fail(Stage stage, TcpProxy network) {
    network.fault(FAULTS.get(stage.random.nextInt(FAULTS.size())));
    stage.rest(0, LONGEST_MILLIS);
    network.heal();
    if (stage.random.nextInt(3) == 0) {
      network.resetConnections();
    }
  }
}
