package dev.rbacconsumer.testkit.internal.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;

/** Reads commands, and prints what becomes of each. */
final class Prompt {
  static final String SIGN = "sandbox> ";
  private static final int MOST_TUPLES = 20;

  private final Sandbox sandbox;
  private final BufferedReader in;
  private final PrintWriter out;

  Prompt(Sandbox sandbox, BufferedReader in, PrintWriter out) {
    this.sandbox = sandbox;
    this.in = in;
    this.out = out;
  }

  /** Prints where the parts of the sandbox are, and what to try. */
  void greet() {
    out.println("Kafka broker     " + sandbox.brokerAddress());
    out.println("  topic          %s, %d partitions".formatted(Sandbox.TOPIC, Sandbox.PARTITIONS));
    out.println("  group          " + Sandbox.GROUP);
    out.println("Relations API    " + sandbox.storeAddress());
    out.println("Status page      " + sandbox.pageUrl());
    out.println("  admin          same address: /metrics, /status, /livez, /readyz, /loglevel");
    out.println("Consumer's log   " + sandbox.consumerLog());
    out.println();
    out.println("For rbac-consumer and kafka-*.sh in another terminal:");
    out.println("  source " + sandbox.environmentFile());
    out.println("which is");
    sandbox.forTerminals().forEach((name, value) -> out.println("  export " + name + "=" + value));
    out.println("and a PATH with those programs. Then, for example: rbac-consumer status --watch");
    out.println();
    help();
  }

  /** Carries out commands until {@code quit} or the end of the input. */
  void run() throws IOException {
    while (true) {
      out.print(SIGN);
      out.flush();
      String line = in.readLine();
      if (line == null) {
        out.println();
        return;
      }
      if (!line.isBlank() && !answer(line)) {
        return;
      }
    }
  }

  /** Carries out a line; returns whether to read another one. */
  private boolean answer(String line) {
    try {
      return PromptLine.parse(line)
          .match(
              this::carryOut,
              publish -> {
                print(sandbox.publish(publish));
                return true;
              });
    } catch (IllegalArgumentException | IllegalStateException problem) {
      out.println(problem.getMessage());
    }
    return true;
  }

  private boolean carryOut(PromptLine.Plain command) {
    switch (command) {
      case STORE_STOP -> {
        sandbox.stopStore();
        out.println("The store is stopped.");
      }
      case STORE_START -> print(sandbox.startStore());
      case STORE_SCHEMA_FIX -> print(sandbox.fixSchema());
      case STORE_SHOW -> show(sandbox.tuples());
      case BROKER_STOP -> {
        sandbox.stopBroker();
        out.println("The broker is stopped.");
      }
      case BROKER_START -> print(sandbox.startBroker());
      case CONSUMER_KILL -> {
        sandbox.killConsumer();
        out.println("The consumer is killed.");
      }
      case CONSUMER_RESTART -> print(sandbox.restartConsumer());
      case STATUS -> print(sandbox.status());
      case HELP -> help();
      case QUIT -> {
        return false;
      }
    }
    return true;
  }

  private void show(SortedSet<String> tuples) {
    tuples.stream().limit(MOST_TUPLES).forEach(out::println);
    out.println(
        tuples.size() > MOST_TUPLES
            ? "... %d tuples in all".formatted(tuples.size())
            : "%d tuples".formatted(tuples.size()));
  }

  private void help() {
    out.println("Commands:");
    describe("publish good [N] [partition P]", "publish N (1) messages that the store accepts");
    describe("publish bad [N] [partition P]", "N (1) of a type that its schema lacks");
    describe("publish back [N] [partition P]", "N (1) that add the member whom bad ones remove");
    describe("publish burst [N] [partition P]", "N (500) in all partitions, some with removals");
    for (PromptLine.Plain command : PromptLine.Plain.values()) {
      describe(command.text(), command.meaning());
    }
  }

  private void describe(String command, String meaning) {
    out.println("  %-32s %s".formatted(command, meaning));
  }

  private void print(List<String> lines) {
    lines.forEach(out::println);
  }
}
