package dev.rbacconsumer.launcher.footprint;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.testkit.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Replays a backlog by last word and then step by step, and prints the cost of both: {@code
 * ReplayFootprintMain [messages [option of the virtual machine]...]}, a million and {@code -Xmx64m}
 * by default. Exits with 1 when the store does not end in the right state.
 */
public final class ReplayFootprintMain {
  private ReplayFootprintMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    List<String> options =
        args.length > 1 ? Arrays.asList(args).subList(1, args.length) : List.of("-Xmx64m");
    Path files = Files.createTempDirectory("rbac-consumer-replay-");
    List<ReplayCost> costs = new ReplayRun(messages, options, files, System.out::println).run();
    Figures figures = ReplayCost.figures(costs);
    System.out.println();
    System.out.println(figures.markdown());
    System.out.println("The store ended in the right state both times; logs are in " + files);
    figures.writeIfRequested();
    System.exit(0);
  }
}
