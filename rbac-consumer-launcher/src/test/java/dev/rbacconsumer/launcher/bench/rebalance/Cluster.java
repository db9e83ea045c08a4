package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.store.StoreProcess;
import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A broker and a store, each in a process of its own, and class data with which the instances of
 * the product start, as those of the archive and the image do. Confined to a thread.
 */
final class Cluster implements AutoCloseable {
  /** Enough messages to load the classes of a delivery. */
  private static final Workload FIRST = new Workload(1, 1, 500, 0, 500);

  final Path files;
  final KafkaProcess kafka;
  final StoreProcess store;
  private final Path classData;
  private int groups;

  /**
   * Starts broker and store, and lets an instance create the class data.
   *
   * @param files directory for what the processes write
   */
  Cluster(Path files) throws IOException, InterruptedException {
    this.files = files;
    this.classData = files.resolve("classes.jsa");
    this.kafka = KafkaProcess.start(Map.of());
    try {
      this.store = StoreProcess.testkit(files);
    } catch (IOException | RuntimeException failure) {
      kafka.close();
      throw failure;
    }
    try {
      createClassData();
    } catch (IOException | InterruptedException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private void createClassData() throws IOException, InterruptedException {
    store.reset(StoreSpec.parse("0"), 1);
    Way strict = Ways.named(List.of("strict")).get(0);
    List<String> options = List.of("-XX:ArchiveClassesAtExit=" + classData);
    try (Group group = new Group(this, "class-data", strict, 1, options);
        Publisher publisher = group.publisher(FIRST)) {
      publisher.publishBacklog();
      group.start();
      group.awaitMarks(FIRST.backlog());
      group.stop(0);
    }
    if (!Files.exists(classData)) {
      throw new IllegalStateException("no class data in " + files);
    }
  }

  /**
   * Creates a topic and a group without members.
   *
   * @param way of the product
   * @param heartbeat interval to set for the group at the broker, with the protocol {@code
   *     consumer}; empty for the broker's
   */
  Group group(Way way, int partitions, Optional<Duration> heartbeat)
      throws ExecutionException, InterruptedException {
    String name = "rebalance-" + groups++;
    if (heartbeat.isPresent()) {
      setHeartbeat(name, heartbeat.get());
    }
    return new Group(this, name, way, partitions, List.of("-XX:SharedArchiveFile=" + classData));
  }

  private void setHeartbeat(String group, Duration interval)
      throws ExecutionException, InterruptedException {
    ConfigEntry entry =
        new ConfigEntry("consumer.heartbeat.interval.ms", Long.toString(interval.toMillis()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  @Override
  public void close() {
    store.close();
    kafka.close();
  }
}
