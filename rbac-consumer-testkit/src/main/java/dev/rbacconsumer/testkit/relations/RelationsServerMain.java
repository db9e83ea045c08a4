package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.testkit.relations.server.InventoryBackend;
import dev.rbacconsumer.testkit.relations.server.StoreCost;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Runs a {@link RelationsServer} as a program: {@code [--port N] [--host ADDRESS] [--permissive |
 * --schema FILE] [--inventory-backend allow-all|kessel|spicedb] [--cost in-memory|postgresql]}.
 * Prints the port as the only line of its output, and runs until the process is stopped.
 */
public final class RelationsServerMain {
  private RelationsServerMain() {}

  /**
   * Runs the program.
   *
   * @param args as above
   * @throws InterruptedException if the main thread is interrupted
   * @throws IOException if the schema cannot be read
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    RelationsServerBuilder builder = RelationsServer.builder();
    Iterator<String> words = List.of(args).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--port" -> builder.port(Integer.parseInt(value(word, words)));
        case "--host" -> builder.host(value(word, words));
        case "--permissive" -> builder.schema(StoreSchema.permissive());
        case "--schema" ->
            builder.schema(StoreSchema.parse(Files.readAllLines(Path.of(value(word, words)))));
        case "--inventory-backend" -> builder.inventoryBackend(backend(value(word, words)));
        case "--cost" -> builder.cost(cost(value(word, words)));
        default ->
            throw new IllegalArgumentException(
                "want [--port N] [--host ADDRESS] [--permissive | --schema FILE]"
                    + " [--inventory-backend NAME] [--cost NAME], got "
                    + word);
      }
    }
    try (RelationsServer server = builder.start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
      System.out.println(server.port());
      server.awaitStop();
    }
  }

  private static InventoryBackend backend(String name) {
    return InventoryBackend.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static StoreCost cost(String name) {
    return switch (name) {
      case "in-memory" -> StoreCost.likeSpiceDbInMemory();
      case "postgresql" -> StoreCost.likeSpiceDbOnPostgreSql();
      default ->
          throw new IllegalArgumentException("--cost: want in-memory or postgresql, got " + name);
    };
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + ": want a value, got none");
    }
    return words.next();
  }
}
