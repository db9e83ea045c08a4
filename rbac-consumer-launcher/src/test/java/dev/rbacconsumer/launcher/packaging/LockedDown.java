package dev.rbacconsumer.launcher.packaging;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A process as in a pod that may do nothing: a file system that is read-only but for an empty
 * {@code /tmp}, a user that nobody knows, no privileges, and no way to get any. It takes Linux, and
 * root.
 */
final class LockedDown {
  /** Of a range as OpenShift gives one to each project. */
  static final int USER = 1_000_650_000;

  private static final String DISTURB_NOBODY = "mount --make-rprivate / && ";

  private LockedDown() {}

  /** Whether this machine lets this test do that. */
  static boolean isPossible() throws InterruptedException {
    String all = DISTURB_NOBODY + "mount -t tmpfs tmpfs /tmp && exec " + drop() + " true";
    try {
      return new ProcessBuilder("unshare", "--mount", "sh", "-c", all).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  /** Makes the class data where the archive will be, as the build of an image does. */
  static JarProcess makeClassData(Dist dist, Map<String, String> environment) throws IOException {
    String inPlace = DISTURB_NOBODY + "mount --bind \"$1\" /mnt && exec /mnt/bin/rbac-consumer-cds";
    return start(inPlace, dist, environment);
  }

  /**
   * Starts the archive.
   *
   * @param environment all of it: nothing is inherited
   */
  static JarProcess start(Dist dist, Map<String, String> environment) throws IOException {
    // Before /tmp is another one, in which the archive would not be.
    String readOnly =
        DISTURB_NOBODY
            + "mount --bind \"$1\" /mnt && mount -o remount,bind,ro /mnt && "
            + "mount -t tmpfs tmpfs /tmp && mount -o remount,bind,ro / && exec "
            + drop()
            + " /mnt/bin/rbac-consumer";
    return start(readOnly, dist, environment);
  }

  private static JarProcess start(String script, Dist dist, Map<String, String> environment)
      throws IOException {
    String home = dist.home().toString();
    return JarProcess.start(
        List.of("unshare", "--mount", "sh", "-c", script, "sh", home), environment);
  }

  private static String drop() {
    return "setpriv --reuid="
        + USER
        + " --regid=0 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all";
  }
}
