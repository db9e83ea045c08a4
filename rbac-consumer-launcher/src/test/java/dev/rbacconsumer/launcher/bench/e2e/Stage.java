package dev.rbacconsumer.launcher.bench.e2e;

import dev.rbacconsumer.launcher.bench.e2e.store.StoreProcess;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.spicedb.PostgresCluster;
import dev.rbacconsumer.testkit.spicedb.SpiceDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The broker and the store of a benchmark, each in a process of its own. Confined to a thread. */
final class Stage implements AutoCloseable {
  final Path files;
  final KafkaProcess kafka;
  final StoreProcess store;
  private final Admin admin;
  private final Deque<Runnable> parts = new ArrayDeque<>();

  /**
   * Starts everything.
   *
   * @param target a real SpiceDB, as in {@link Options}; null for the testkit's store
   * @param files directory for what the processes write
   */
  Stage(@Nullable String target, Path files) throws IOException {
    this.files = files;
    try {
      // Messages of any age stay until they are read.
      this.kafka =
          opened(KafkaProcess.start(Map.of("log.retention.ms", "-1")), KafkaProcess::close);
      this.admin =
          opened(Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers())), Admin::close);
      this.store = opened(store(target), StoreProcess::close);
    } catch (IOException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private StoreProcess store(@Nullable String target) throws IOException {
    if (target == null) {
      return StoreProcess.testkit(files);
    }
    if (target.contains(":")) {
      return StoreProcess.gateway(files, target, environment("SPICEDB_KEY", "its key"));
    }
    Path program = Path.of(environment("SPICEDB_PROGRAM", "the executable file of SpiceDB"));
    SpiceDbServer server =
        switch (target) {
          case "in-memory" -> SpiceDbServer.inMemory(program);
          case "postgresql" ->
              SpiceDbServer.onPostgres(
                  program, opened(PostgresCluster.start(), PostgresCluster::close));
          default ->
              throw new IllegalArgumentException(
                  "target: want in-memory, postgresql or HOST:PORT, got " + target);
        };
    opened(server, SpiceDbServer::close);
    return StoreProcess.gateway(files, server.target(), server.key());
  }

  private static String environment(String name, String meaning) {
    return Objects.requireNonNull(System.getenv(name), name + ": want " + meaning);
  }

  private <T> T opened(T part, Consumer<T> close) {
    parts.push(() -> close.accept(part));
    return part;
  }

  /** Deletes a topic and its messages. */
  void deleteTopic(String topic) throws InterruptedException, ExecutionException {
    admin.deleteTopics(List.of(topic)).all().get();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      parts.pop().run();
    }
  }
}
