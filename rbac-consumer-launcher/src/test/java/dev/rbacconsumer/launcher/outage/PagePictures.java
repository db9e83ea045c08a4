package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.launcher.status.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Takes pictures of the status page during outages, where a directory for them is set. */
final class PagePictures {
  /** System property with the directory of the pictures. */
  static final String PROPERTY = "outage.pictures";

  private static final int WIDTH = 1100;
  private static final int HEIGHT = 900;

  private PagePictures() {}

  /**
   * Takes a picture, if the property is set and there is a page. The files are named after the row.
   *
   * @param port of the consumer
   * @param folder for the files of the browser
   */
  static void take(String row, int port, Path folder) throws IOException, InterruptedException {
    String directory = System.getProperty(PROPERTY, "");
    if (directory.isEmpty()) {
      return;
    }
    String url = "http://localhost:" + port + "/";
    Path target = Files.createDirectories(Path.of(directory));
    Path taken = new Chromium(folder).picture(url, row + ".png", WIDTH, HEIGHT);
    if (Files.exists(taken)) {
      Files.move(taken, target.resolve(row + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
