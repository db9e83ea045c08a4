package dev.rbacconsumer.launcher.outage;

/** A part of an outage: how it begins, or how it ends. */
@FunctionalInterface
interface Step {
  /** Carries it out on the stage of the row. */
  void run(Stage stage) throws Exception;
}
