package dev.rbacconsumer.launcher.bench.e2e.result;

/**
 * Conditions under which ways are compared.
 *
 * @param store text of the store, such as {@code 1~0.5+postgresql}
 * @param partitions of the topic
 */
public record Setting(String store, int partitions) {
  /** Returns a title for a table. */
  public String title() {
    String latency = store.matches("[0-9.~]+") ? store + " ms" : store.replace("+", " ms, ");
    return latency + ", " + partitions + (partitions == 1 ? " partition" : " partitions");
  }
}
