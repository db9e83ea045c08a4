package dev.rbacconsumer.launcher.outage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator expects to see while an outage lasts. Texts are {@link Template templates}. Not
 * thread-safe; complete once it is in a row.
 */
final class Expected {
  private String livez = "200 ok";
  private String readyz = "200 ok";
  private String files = "live ready";
  private String status = "0, running";
  private List<String> problems = List.of();
  private final Map<String, String> tiles = new LinkedHashMap<>();
  private List<String> conditions = List.of();
  private Set<String> alerts = Set.of();

  private Expected() {}

  /** Nothing is wrong. */
  static Expected well() {
    return new Expected();
  }

  /** All is well, and Prometheus has seen that for as long as the rates of its rules look back. */
  static Expected watched() {
    return well().metrics("count_over_time(up[6s]) >= 6 and min_over_time(up[6s]) == 1");
  }

  /** All is well, and everything is committed. */
  static Expected recovered() {
    return well()
        .tile("Partitions", "#, all well")
        .tile("Lag", "0, records not committed")
        .metrics("sum(rbac_kafka_consumer_lag) == 0");
  }

  Expected livez(String template) {
    livez = template;
    return this;
  }

  Expected readyz(String template) {
    readyz = template;
    return this;
  }

  /** Sets the answer of both probes. */
  Expected probes(String template) {
    return livez(template).readyz(template);
  }

  Expected files(String names) {
    files = names;
    return this;
  }

  /**
   * Sets the outcome of the command {@code status}.
   *
   * @param exitAndState exit code and state
   * @param titles of the problems, without the mark before them
   */
  Expected status(String exitAndState, String... titles) {
    status = exitAndState;
    problems = List.of(titles);
    return this;
  }

  /** Adds a tile of the page: its value and the words below. */
  Expected tile(String label, String template) {
    tiles.put(label, template);
    return this;
  }

  /** Sets the conditions that the metrics meet, in the language of Prometheus. */
  Expected metrics(String... met) {
    conditions = List.of(met);
    return this;
  }

  /** Sets the alerts that fire, without their prefix. No other may fire. */
  Expected alerts(String... names) {
    Set<String> all = new TreeSet<>();
    for (String name : names) {
      all.add("RBACConsumer" + name);
    }
    alerts = all;
    return this;
  }

  String livez() {
    return livez;
  }

  String readyz() {
    return readyz;
  }

  String files() {
    return files;
  }

  String status() {
    return status;
  }

  List<String> problems() {
    return problems;
  }

  Map<String, String> tiles() {
    return tiles;
  }

  List<String> conditions() {
    return conditions;
  }

  /** Names of the alerts that fire, in alphabetical order. */
  Set<String> alerts() {
    return alerts;
  }

  /** The cells that are not as expected, in words. */
  List<String> differences(Cells seen) {
    List<String> all = new ArrayList<>();
    compare(all, "/livez", livez, seen.livez());
    compare(all, "/readyz", readyz, seen.readyz());
    compare(all, "files", files, seen.files());
    compare(all, "status", status, seen.status());
    compare(all, "problems", String.join("; ", problems), String.join("; ", seen.problems()));
    tiles.forEach(
        (label, template) ->
            compare(all, "tile " + label, template, seen.tiles().getOrDefault(label, "none")));
    return all;
  }

  private static void compare(List<String> all, String cell, String wanted, String seen) {
    if (!Template.matches(wanted, seen)) {
      all.add("%s: want \"%s\", got \"%s\"".formatted(cell, wanted, seen));
    }
  }
}
