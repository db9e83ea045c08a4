package dev.rbacconsumer.launcher.bench.e2e.way;

/** One way to consume. */
interface WayProgram {
  /** Consumes until the process ends. */
  void run() throws Exception;
}
