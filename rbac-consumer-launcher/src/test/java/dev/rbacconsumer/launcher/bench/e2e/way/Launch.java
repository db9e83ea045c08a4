package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.Map;
import java.util.function.Consumer;

/** Program of a way. */
public sealed interface Launch {
  /** Calls the function for the kind of this program. */
  void match(Consumer<Product> product, Consumer<Program> program);

  /**
   * The runnable jar of the product.
   *
   * @param settings environment variables beside those that every run sets
   */
  record Product(Map<String, String> settings) implements Launch {
    public Product {
      settings = Map.copyOf(settings);
    }

    @Override
    public void match(Consumer<Product> product, Consumer<Program> program) {
      product.accept(this);
    }
  }

  /**
   * A program of {@link WayMain}.
   *
   * @param name its name there
   */
  record Program(String name) implements Launch {
    @Override
    public void match(Consumer<Product> product, Consumer<Program> program) {
      program.accept(this);
    }
  }
}
