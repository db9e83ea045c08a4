package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.Map;
import java.util.Optional;

/**
 * One way to consume, which a run measures in a process of its own.
 *
 * @param id short name, for arguments and results
 * @param title name for tables
 * @param launch its program
 * @param pace how it makes its calls
 * @param limit id of the way that is the limit of its kind; empty if it is a limit itself
 * @param commits whether it commits what it has applied
 * @param keepsOrder whether the store must have the right tuples after it; the ways that do not
 *     keep the order of a partition are measured to show what they lose
 */
public record Way(
    String id,
    String title,
    Launch launch,
    Pace pace,
    Optional<String> limit,
    boolean commits,
    boolean keepsOrder) {
  /** End of the id of the same way of another revision. */
  public static final String BASE = "@base";

  /** Returns a way of the product, which differs in the environment variables given. */
  static Way product(String id, String title, Pace pace, String limit, String batch) {
    return new Way(
        id,
        title,
        new Launch.Product(Map.of("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", batch)),
        pace,
        Optional.of(limit),
        true,
        true);
  }

  /** Returns a way of others, which makes one call at a time. */
  static Way peer(String id, String title, boolean keepsOrder) {
    return new Way(
        id,
        title,
        new Launch.Program(id),
        Pace.ONE_BY_ONE,
        Optional.of("bare-chained"),
        true,
        keepsOrder);
  }

  /** Returns a limit. */
  static Way limit(String id, String title, Pace pace) {
    return new Way(id, title, new Launch.Program(id), pace, Optional.empty(), false, true);
  }

  /** Returns the same way of another revision, of which this one is compared. */
  public Way ofBase() {
    return new Way(
        id + BASE, title + ", base", launch, pace, Optional.empty(), commits, keepsOrder);
  }

  /** Returns whether this is a way of the product. */
  public boolean isOurs() {
    return launch instanceof Launch.Product;
  }

  /** Returns whether this is the way of another revision. */
  public boolean isOfBase() {
    return id.endsWith(BASE);
  }

  /** Returns whether this way only reads, and writes nothing to the store. */
  public boolean readsOnly() {
    return pace == Pace.READ;
  }

  /** Returns whether messages have a key for each resource, instead of the producer's one key. */
  public boolean isKeyed() {
    return !keepsOrder;
  }
}
