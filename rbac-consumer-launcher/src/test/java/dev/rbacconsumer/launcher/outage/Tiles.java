package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.launcher.status.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The figures at the top of the status page, as a browser shows them. */
final class Tiles {
  private static final Pattern TILE =
      Pattern.compile(
          "<dt[^>]*>([^<]*)</dt><dd[^>]*><span[^>]*>([^<]*)</span><small[^>]*>([^<]*)</small>");

  private Tiles() {}

  /**
   * Value and note of each tile, by its label; empty where there is no page.
   *
   * @param port of the consumer
   * @param folder for the files of the browser
   */
  static Map<String, String> at(int port, Path folder) throws IOException, InterruptedException {
    return parse(new Chromium(folder).read("http://localhost:" + port + "/"));
  }

  static Map<String, String> parse(String page) {
    Map<String, String> tiles = new LinkedHashMap<>();
    TILE.matcher(page.replace("&nbsp;", " ").replace('\u00a0', ' '))
        .results()
        .forEach(it -> tiles.put(it.group(1), it.group(2) + ", " + it.group(3)));
    return tiles;
  }
}
