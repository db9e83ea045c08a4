package dev.rbacconsumer.launcher.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Takes the pictures of the documentation anew, with the browser that is installed. To be looked at
 * before they are committed.
 */
final class Pictures {
  private static final String DARK = "--blink-settings=preferredColorScheme=0";
  private static final String LIGHT = "--blink-settings=preferredColorScheme=1";

  private Pictures() {}

  /**
   * Takes them.
   *
   * @param arguments directory for the pictures
   */
  public static void main(String[] arguments) throws Exception {
    Path target = Files.createDirectories(Path.of(arguments[0]));
    Chromium browser = new Chromium(Files.createTempDirectory("pictures"));
    try (TestServer server =
        TestServer.answering(PageInBrowserTest.serving(StatusFixtures::blocked))) {
      keep(browser.picture(server.url() + "/", "status.png", 1100, 1120, LIGHT), target);
      keep(browser.picture(server.url() + "/", "status-dark.png", 1100, 1120, DARK), target);
      keep(browser.picture(server.url() + "/", "status-phone-dark.png", 390, 2090, DARK), target);
      keep(browser.picture(server.url() + "/", "status-phone.png", 390, 2090, LIGHT), target);
    }
  }

  private static void keep(Path picture, Path target) throws Exception {
    Files.move(picture, target.resolve(picture.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
