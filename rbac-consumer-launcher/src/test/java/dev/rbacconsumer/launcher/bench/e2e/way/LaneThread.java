package dev.rbacconsumer.launcher.bench.e2e.way;

/** Thread of a lane. A failure ends the process. */
final class LaneThread {
  private LaneThread() {}

  /** Starts a thread that runs until the process ends. */
  static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException | RuntimeException | Error failure) {
                RelationCalls.fail(failure);
              }
            },
            "lane");
    thread.setDaemon(true);
    thread.start();
  }

  /** Work of a lane. */
  interface Work {
    void run() throws InterruptedException;
  }
}
