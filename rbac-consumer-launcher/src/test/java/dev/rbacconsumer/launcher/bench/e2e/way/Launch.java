package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.Map;

/** Program of a way. */
public sealed interface Launch {
  /**
   * The runnable jar of the product.
   *
   * @param settings environment variables beside those that every run sets
   */
  record Product(Map<String, String> settings) implements Launch {
    public Product {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * A program of {@link WayMain}.
   *
   * @param name its name there
   */
  record Program(String name) implements Launch {}
}
