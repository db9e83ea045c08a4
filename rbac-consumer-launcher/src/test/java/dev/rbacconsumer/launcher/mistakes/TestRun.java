package dev.rbacconsumer.launcher.mistakes;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the test classes that its arguments name, and exits with what became of them. */
public final class TestRun {
  /** Exit code when all tests passed. */
  public static final int PASSED = 0;

  /** Exit code when a test failed. Others say that no test could be run. */
  public static final int FAILED = 10;

  private static final int NOT_RUN = 11;

  private TestRun() {}

  /** Runs and exits. */
  public static void main(String[] args) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(args).map(name -> selectClass(name)).toList())
            .configurationParameter("junit.jupiter.execution.timeout.default", "1 m")
            .configurationParameter(
                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 5);
    boolean failed = summary.getTotalFailureCount() > 0;
    System.exit(failed ? FAILED : summary.getTestsSucceededCount() > 0 ? PASSED : NOT_RUN);
  }
}
