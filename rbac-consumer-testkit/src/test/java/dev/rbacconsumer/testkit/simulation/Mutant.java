package dev.rbacconsumer.testkit.simulation;

/**
 * One deliberate mistake, made in a copy of the source.
 *
 * @param name what the mistake is
 * @param source the class, from its module on
 * @param right what stands there, exactly once
 * @param wrong what stands there instead
 * @param setup which consumers the schedules have
 */
record Mutant(String name, String source, String right, String wrong, MutantSetup setup) {
  /** Creates a mistake that plain consumers show. */
  Mutant(String name, String source, String right, String wrong) {
    this(name, source, right, wrong, MutantSetup.PLAIN);
  }

  @Override
  public String toString() {
    return name;
  }
}
