package dev.rbacconsumer.testkit.simulation;

/**
 * Unwinds what an instance was doing when it crashed. An error, so that nothing there handles it.
 */
final class InstanceGone extends Error {
  private static final long serialVersionUID = 1L;

  InstanceGone() {
    super("simulated crash", null, false, false);
  }
}
