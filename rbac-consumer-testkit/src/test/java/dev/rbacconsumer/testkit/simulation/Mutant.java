package dev.rbacconsumer.testkit.simulation;

/**
 * One deliberate mistake, made in a copy of the source.
 *
 * @param name what the mistake is
 * @param source the class, from its module on
 * @param right what stands there, exactly once
 * @param wrong what stands there instead
 */
record Mutant(String name, String source, String right, String wrong) {
  @Override
  public String toString() {
    return name;
  }
}
