package dev.rbacconsumer.launcher.outage;

import java.util.List;
import java.util.Map;

/**
 * What is seen of a consumer from outside, but for metrics and alerts.
 *
 * @param livez code, status, and what fails or is degraded
 * @param readyz the same of readiness
 * @param files the probe files that exist
 * @param status exit code of the command, and the state that it prints
 * @param problems titles of the problems that it prints
 * @param tiles the figures of the page, by their label
 */
record Cells(
    String livez,
    String readyz,
    String files,
    String status,
    List<String> problems,
    Map<String, String> tiles) {
  Cells {
    problems = List.copyOf(problems);
    tiles = Map.copyOf(tiles);
  }
}
