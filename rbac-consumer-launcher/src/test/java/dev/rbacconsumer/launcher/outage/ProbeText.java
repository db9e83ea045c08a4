package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.launcher.metrics.Scrape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The answer of a probe in one line: its code, its status, and what is wrong. */
final class ProbeText {
  private ProbeText() {}

  /** The answer to a path on a port of this machine; {@code no answer} where there is none. */
  static String at(int port, String path) {
    try {
      HttpResponse<String> answer = Scrape.request("GET", port, path, "");
      return of(answer.statusCode(), JsonTree.parse(answer.body()));
    } catch (AssertionError away) {
      return "no answer";
    } catch (IOException noJson) {
      throw new UncheckedIOException(path, noJson);
    }
  }

  static String of(int code, JsonTree body) {
    List<String> wrong = new ArrayList<>();
    for (JsonTree check : body.get("checks").items()) {
      if (!check.get("ok").text().equals("true")) {
        wrong.add(check.get("name").text() + ": " + check.get("reason").text());
      }
    }
    for (JsonTree degraded : body.get("degraded").items()) {
      String partition = degraded.get("partition").text();
      wrong.add(
          degraded.get("what").text()
              + (partition.isEmpty() ? "" : " " + partition)
              + ": "
              + degraded.get("reason").text());
    }
    String status = code + " " + body.get("status").text();
    return wrong.isEmpty() ? status : status + ", " + String.join("; ", wrong);
  }
}
