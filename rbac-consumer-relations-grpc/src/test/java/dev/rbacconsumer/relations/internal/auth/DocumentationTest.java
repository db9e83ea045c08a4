package dev.rbacconsumer.relations.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.internal.fault.ScrubbedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Numbers in the documentation are those of the code. */
class DocumentationTest {
  @Test
  void theDefaultsInTheDocumentationAreThoseOfTheSettings() throws Exception {
    String page =
        Files.readString(Path.of("..", "docs", "relations-api.md")).replaceAll("\\s+", " ");
    RelationsSettings defaults = RelationsSettings.forTarget("localhost:9000").build();

    assertThat(page)
        .contains(
            "| time for one call | " + defaults.callDeadline().toSeconds() + " s,",
            "for a connection to be made | " + defaults.connectTimeout().toSeconds() + " s |",
            "that calls wait on | " + defaults.silenceTimeout().toSeconds() + " s |",
            "shortly before its end ("
                + CachedTokens.REST.toSeconds()
                + " s, or a tenth of its life)",
            "From " + CachedTokens.RENEWAL.toSeconds() + " s before its end, or",
            "of " + Credentials.Client.DEFAULT_TIMEOUT.toSeconds() + " s at most",
            "after a failure none for " + CachedTokens.PAUSE.toSeconds() + " s.",
            "| removals in flight | " + defaults.maxConcurrentDeletes() + " |",
            "| additions in one call | " + defaults.maxTuplesPerWrite() + ",",
            "| size of one request | " + grouped(defaults.maxRequestBytes()) + " bytes",
            "the server takes " + grouped(RelationsSettings.SERVER_REQUEST_BYTES) + " |",
            "trailers of an answer | " + defaults.maxMetadataBytes() / 1024 + " KiB |",
            "| size of one response | " + defaults.maxResponseBytes() / 1024 / 1024 + " MiB |",
            "after " + defaults.keepAliveTime().toMinutes() + " minutes of silence, ",
            ", " + defaults.keepAliveTimeout().toSeconds() + " s for the answer |",
            "at most " + (ScrubbedText.MAX_LENGTH + 1) + " characters");
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
