package dev.rbacconsumer.launcher.chaos;

/** One way to maltreat a deployment, again and again. */
interface Scenario {
  /** What it does, in a word that may be part of a topic's name. */
  String name();

  /** How the deployment is set up. */
  Setup setup(long seed);

  /**
   * Strikes until the budget is used up. What must not be is told to the stage.
   *
   * @param stage a deployment in which the producer and the first consumers run
   * @return how often it struck
   */
  int strike(Stage stage, Budget budget) throws InterruptedException;
}
