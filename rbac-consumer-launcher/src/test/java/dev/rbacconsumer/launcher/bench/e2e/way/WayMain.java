package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.function.Function;

/**
 * Runs one way to consume until its process is ended: {@code PROGRAM BOOTSTRAP TOPIC GROUP STORE
 * PARTITIONS}.
 */
public final class WayMain {
  private WayMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    WayPlace place = new WayPlace(args[1], args[2], args[3], args[4], Integer.parseInt(args[5]));
    Function<WayPlace, WayProgram> program = Programs.named(args[0]);
    program.apply(place).run();
  }
}
