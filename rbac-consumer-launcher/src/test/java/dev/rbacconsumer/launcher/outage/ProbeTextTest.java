package dev.rbacconsumer.launcher.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import org.junit.jupiter.api.Test;

/** How the answer of a probe becomes a cell. */
final class ProbeTextTest {
  @Test
  void whatIsWellIsItsStatusAlone() throws Exception {
    assertThat(text(200, "{\"status\":\"ok\",\"checks\":[{\"name\":\"kafka\",\"ok\":true}]}"))
        .isEqualTo("200 ok");
  }

  @Test
  void whatFailsAndWhatIsDegradedIsNamedWithItsReason() throws Exception {
    String body =
        """
        {"status": "failed",
         "checks": [
           {"name": "source", "ok": true, "reason": "it runs"},
           {"name": "kafka", "ok": false, "reason": "no answer"}],
         "degraded": [
           {"what": "source", "reason": "no answer"},
           {"what": "blocked", "topic": "outbox", "partition": 3, "reason": "lock: unavailable"}]}
        """;

    assertThat(text(503, body))
        .isEqualTo("503 failed, kafka: no answer; source: no answer; blocked 3: lock: unavailable");
  }

  private static String text(int code, String body) throws Exception {
    return ProbeText.of(code, JsonTree.parse(body));
  }
}
