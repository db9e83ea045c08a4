package dev.rbacconsumer.launcher.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in a real browser that a test can read and click, over the browser's debugging port. */
public final class ChromiumSession implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<String, CompletableFuture<JsonTree>> waiting;

  private ChromiumSession(
      Process process, WebSocket socket, Map<String, CompletableFuture<JsonTree>> waiting) {
    this.process = process;
    this.socket = socket;
    this.waiting = waiting;
  }

  /** Opens a page. */
  static ChromiumSession open(ProcessBuilder browser, Path log, String url) throws Exception {
    Process process = browser.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    String authority = Eventually.get(() -> authority(log), found -> !found.isEmpty(), PATIENCE);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest open =
        HttpRequest.newBuilder(URI.create("http://" + authority + "/json/new?" + url))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    JsonTree page =
        JsonTree.parse(client.send(open, HttpResponse.BodyHandlers.ofString(UTF_8)).body());
    Map<String, CompletableFuture<JsonTree>> waiting = new ConcurrentHashMap<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(page.get("webSocketDebuggerUrl").text()), new Answers(waiting))
            .get(1, TimeUnit.MINUTES);
    return new ChromiumSession(process, socket, waiting);
  }

  private static String authority(Path log) {
    try {
      Matcher found = LISTENING.matcher(Files.readString(log, UTF_8));
      return found.find() ? found.group(1) : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Returns what a person reads on the page. */
  public String text() throws Exception {
    return evaluate("document.body.innerText");
  }

  /** Waits until the page shows a text. */
  public void awaitText(String text) {
    Eventually.get(
        () -> {
          try {
            return text();
          } catch (Exception failed) {
            return "";
          }
        },
        shown -> shown.contains(text),
        PATIENCE);
  }

  /** Clicks the button with a label, which must be there and enabled. */
  public void click(String label) throws Exception {
    String found =
        evaluate(
            "(() => { const it = [...document.querySelectorAll('button')].find((b) => b.textContent"
                + " === '"
                + label
                + "' && !b.disabled); if (it) it.click(); return it ? 'clicked' : 'missing'; })()");
    if (!found.equals("clicked")) {
      throw new AssertionError("no enabled button \"" + label + "\" in:\n" + text());
    }
  }

  /** Waits for the field with a label, and types a text into it. */
  public void type(String label, String text) {
    Eventually.get(
        () -> {
          try {
            return evaluate(
                "(() => { const field = [...document.querySelectorAll('label.field')].find((l)"
                    + " => l.textContent === '"
                    + label
                    + "'); if (!field) return 'no field ' + '"
                    + label
                    + "'; const it ="
                    + " field.querySelector('input'); it.value = '"
                    + text
                    + "'; it.dispatchEvent(new Event('input')); return 'typed'; })()");
          } catch (Exception failed) {
            return failed.toString();
          }
        },
        "typed"::equals,
        PATIENCE);
  }

  /** Takes a picture of the page at a size in pixels, in the light or the dark colours. */
  public void picture(Path file, int width, int height, String colours) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        params -> {
          params.number("width", width);
          params.number("height", height);
          params.number("deviceScaleFactor", 1);
          params.flag("mobile", width < 600);
        });
    call(
        "Emulation.setEmulatedMedia",
        params ->
            params.objects(
                "features",
                List.of(colours),
                (it, feature) -> {
                  feature.text("name", "prefers-color-scheme");
                  feature.text("value", it);
                }));
    JsonTree taken =
        call("Page.captureScreenshot", params -> params.flag("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(taken.get("data").text()));
  }

  private String evaluate(String expression) throws Exception {
    return call("Runtime.evaluate", params -> params.text("expression", expression))
        .get("result")
        .get("value")
        .text();
  }

  private JsonTree call(String method, Params params) throws Exception {
    String id = Integer.toString(ids.incrementAndGet());
    CompletableFuture<JsonTree> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    String request =
        FieldWriter.object(
            params,
            (it, fields) -> {
              fields.number("id", Long.parseLong(id));
              fields.text("method", method);
              fields.object("params", it, Params::write);
            });
    socket.sendText(request, true).get(1, TimeUnit.MINUTES);
    return answer.get(1, TimeUnit.MINUTES).get("result");
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Writes the parameters of a call. */
  private interface Params {
    void write(FieldWriter fields) throws IOException;
  }

  /** Hands answers to the calls that wait for them. */
  private static final class Answers implements WebSocket.Listener {
    private final Map<String, CompletableFuture<JsonTree>> waiting;
    private final StringBuilder text = new StringBuilder();

    Answers(Map<String, CompletableFuture<JsonTree>> waiting) {
      this.waiting = waiting;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
      text.append(part);
      if (isLast) {
        try {
          JsonTree answer = JsonTree.parse(text.toString());
          CompletableFuture<JsonTree> asked = waiting.remove(answer.get("id").text());
          if (asked != null) {
            asked.complete(answer);
          }
        } catch (IOException broken) {
          throw new IllegalStateException(broken);
        } finally {
          text.setLength(0);
        }
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
