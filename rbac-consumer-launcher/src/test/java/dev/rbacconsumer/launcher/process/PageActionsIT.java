package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.StuckPartition.STUCK;
import static dev.rbacconsumer.launcher.process.StuckPartition.blockedAfter;
import static dev.rbacconsumer.launcher.process.StuckPartition.partition;
import static dev.rbacconsumer.launcher.process.StuckPartition.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.status.Chromium;
import dev.rbacconsumer.launcher.status.ChromiumSession;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does on the page of a consumer with a blocked partition. */
class PageActionsIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TOKEN = "0123456789abcdef-token";

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker(3);

  @Test
  void thePageSetsARecordAsideForWhoHasTheToken() throws Exception {
    Path token = Files.writeString(fixture.files().resolve("token"), TOKEN);
    Path audit = fixture.files().resolve("audit.jsonl");
    fixture.publishTo(STUCK, refused());
    for (int i = 0; i < 20; i++) {
      fixture.publishTo(STUCK, membership("later-" + i));
    }
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE", token.toString());
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", audit.toString());
    Path pictures = Files.createDirectories(Path.of("target", "page-pictures"));
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      String line = jar.awaitOut("Actions of operators at ", LONG);
      String url = line.substring(line.indexOf("http://"));
      blockedAfter(1, port);
      try (ChromiumSession page = new Chromium(fixture.files()).open(url + "/")) {
        page.awaitText("Partition 1 is blocked at offset 0");
        page.awaitText("Retry now");
        pictures(page, pictures, "blocked");
        page.type("Token", "0123456789abcdef-wrong");
        page.type("Your name", "ann");
        page.click("Retry now");
        page.awaitText("retry-now: 401: Want the token");
        page.type("Token", TOKEN);
        page.click("Retry now");
        page.awaitText("retry-now: still failing: attempt ");
        page.type("Reason", "no such type");
        page.click("Set aside…");
        page.awaitText(
            "1 removal, which then stays granted, and 1 addition. Waiting behind it: 20");
        pictures(page, pictures, "set-aside");
        page.click("Skip for good");
        page.awaitText("all well");
        pictures(page, pictures, "after");
      }
      Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("0"), LONG);
      assertThat(Files.readString(audit)).contains("\"action\":\"skip\"", "\"by\":\"ann\"");
    }
    assertThat(fixture.relations().tupleTexts()).hasSize(20);
  }

  @Test
  void aRecordThatThePageSentToTheDeadLettersComesBackWithoutWhatChangedSince() throws Exception {
    Path token = Files.writeString(fixture.files().resolve("token"), TOKEN);
    String dead = fixture.topic() + "-dead";
    fixture.kafka().createTopic(dead, 1);
    fixture.publishTo(STUCK, membership("leaver"));
    fixture.publishTo(STUCK, refused());
    fixture.publishTo(STUCK, membership("waiting"));
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE", token.toString());
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", dead);
    Path pictures = Files.createDirectories(Path.of("target", "page-pictures"));
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      String line = jar.awaitOut("Actions of operators at ", LONG);
      String url = line.substring(line.indexOf("http://"));
      blockedAfter(1, port);
      try (ChromiumSession page = new Chromium(fixture.files()).open(url + "/")) {
        page.awaitText("Partition 1 is blocked at offset 1");
        page.type("Token", TOKEN);
        page.type("Your name", "ann");
        page.type("Reason", "no such type");
        page.click("Set aside…");
        page.awaitText("1 removal, which then stays granted, and 1 addition. Waiting behind it: 1");
        page.click("Send to the dead letters");
        page.awaitText("all well");
        // Since then, the member has left and come back: its removal is not the last word.
        fixture.publishTo(STUCK, membership("leaver"));
        Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("0"), LONG);
        assertThat(replay(3, environment, url, token))
            .anyMatch(it -> it.contains("-1@1 still_failing: "));
        fixture.relations().store().setSchema(StoreSchema.permissive());
        assertThat(replay(0, environment, url, token))
            .anyMatch(it -> it.contains("1 operations are applied; 1 are left out"));
        page.awaitText("all well");
        pictures(page, pictures, "replayed");
      }
    }
    assertThat(fixture.relations().tupleTexts())
        .containsExactlyInAnyOrder(
            JarFixture.member("leaver").toString(),
            JarFixture.member("waiting").toString(),
            "rbac/no_such_type:t1#t_member@rbac/principal:ann");
  }

  private static List<String> replay(
      int code, Map<String, String> environment, String url, Path token) throws Exception {
    String[] words = {
      "dead-letters",
      "replay",
      "--by",
      "ann",
      "--reason",
      "schema is fixed",
      "--yes",
      "--url",
      url,
      "--token-file",
      token.toString()
    };
    try (JarProcess command = JarProcess.start(environment, words)) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isEqualTo(code);
      return command.out();
    }
  }

  private static void pictures(ChromiumSession page, Path directory, String name) throws Exception {
    page.picture(directory.resolve(name + "-light.png"), 1200, 900, "light");
    page.picture(directory.resolve(name + "-dark.png"), 1200, 900, "dark");
    page.picture(directory.resolve(name + "-phone.png"), 390, 844, "light");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "500ms");
    return environment;
  }
}
