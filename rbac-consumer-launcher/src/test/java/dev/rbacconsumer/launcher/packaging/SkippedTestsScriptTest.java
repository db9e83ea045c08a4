package dev.rbacconsumer.launcher.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script that lists skipped tests at the end of a build. */
final class SkippedTestsScriptTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .resolve("../.ci/skipped-tests")
          .toAbsolutePath()
          .normalize();

  @TempDir private Path build;

  @Test
  void countsSkippedTestsByTheirReason() throws Exception {
    report(
        "core/target/surefire-reports/TEST-A.xml",
        """
        <testcase name="a"><skipped message="Variable [X] does not exist ==&gt; set X"/></testcase>
        <testcase name="b"><skipped message="takes &quot;promtool&quot;"/></testcase>
        <testcase name="c"/>
        """);
    report(
        "launcher/target/failsafe-reports/TEST-BIT.xml",
        """
        <testcase name="d"><skipped type="TestAbortedException"><![CDATA[\
        org.opentest4j.TestAbortedException: Assumption failed: takes "promtool"
        \tat org.junit.Assume]]></skipped></testcase>
        """);

    assertThat(printed())
        .contains("\n    2  takes \"promtool\"\n    1  set X\n")
        .doesNotContain("no reason given");
  }

  @Test
  void saysThatNothingWasSkipped() throws Exception {
    report("core/target/surefire-reports/TEST-A.xml", "<testcase name=\"a\"/>\n");

    assertThat(printed()).contains("---- Skipped tests ----").contains("\n       none\n");
  }

  private void report(String name, String content) throws IOException {
    Path file = build.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String printed() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(SCRIPT.toString(), build.toString()).redirectErrorStream(true).start();
    String out = new String(script.getInputStream().readAllBytes(), UTF_8);
    assertThat(script.waitFor()).as(out).isZero();
    return out;
  }
}
