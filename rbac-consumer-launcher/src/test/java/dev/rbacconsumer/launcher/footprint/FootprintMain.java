package dev.rbacconsumer.launcher.footprint;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Works off a backlog and prints what that took: {@code FootprintMain [messages [option of the
 * virtual machine]...]}, a million and {@code -Xmx64m} by default. Exits with 1 when anything was
 * not as it must be. What the consumer wrote stays in a directory that is named at the end.
 */
public final class FootprintMain {
  private FootprintMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    List<String> options =
        args.length > 1 ? Arrays.asList(args).subList(1, args.length) : List.of("-Xmx64m");
    Path files = Files.createTempDirectory("rbac-consumer-footprint-");
    Footprint footprint = new FootprintRun(messages, options, files, System.out::println).run();
    System.out.println();
    footprint.table().forEach(System.out::println);
    System.out.println();
    System.out.println("Every message was applied, in order and once; logs are in " + files);
    System.exit(0);
  }
}
