package dev.rbacconsumer.launcher.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page is before a browser has it. */
final class StatusPageTest {
  private final Response response =
      new PageRoute(StatusAccess.ALL, "/m/etrics").answer(Request.get("/"));
  private final String page = response.text();
  private final String policy = response.headers().getOrDefault("Content-Security-Policy", "");

  @Test
  void nothingComesFromElsewhere() {
    assertThat(page).doesNotContainPattern("(src|href)=\"(https?:)?//").doesNotContain("@import");
    assertThat(policy)
        .startsWith("default-src 'none'; connect-src 'self'; img-src data:; ")
        .doesNotContain("unsafe", "http", "*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"style", "script"})
  void onlyWhatIsInTheFileRuns(String element) throws Exception {
    Matcher found =
        Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(page);
    assertThat(found.find()).isTrue();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(found.group(1).getBytes(UTF_8));

    assertThat(policy)
        .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    assertThat(found.find()).as("a second one").isFalse();
    assertThat(page).doesNotContainPattern(" (style|on[a-z]+)=");
  }

  @Test
  void linksLeadToTheOtherThingsOnThePort() {
    assertThat(page)
        .contains("href=\"m/etrics\"", "href=\"status\"", "href=\"livez\"", "href=\"readyz\"")
        .doesNotContain("{{");
  }

  @Test
  void foreignTextIsNeverMarkup() {
    assertThat(page)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(");
  }

  @Test
  void itMayBeLimitedToTheSameMachine() {
    assertThat(new PageRoute(StatusAccess.LOOPBACK, "/metrics").loopbackOnly()).isTrue();
    assertThat(new PageRoute(StatusAccess.ALL, "/metrics").loopbackOnly()).isFalse();
  }
}
