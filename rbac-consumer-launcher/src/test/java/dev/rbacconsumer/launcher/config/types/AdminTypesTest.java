package dev.rbacconsumer.launcher.config.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.ParseResult;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; ''",
        "rbac-consumer; rbac-consumer",
        "a.example , *.B.example; a.example,*.B.example",
        "*; *"
      })
  void hostsAreNamesAndEndsOfNames(String text, String hosts) {
    List<String> wanted = hosts.isEmpty() ? List.of() : Arrays.asList(hosts.split(",", -1));

    assertThat(AdminTypes.hosts().parse(text)).isEqualTo(ParseResult.good(wanted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.example:80", "a.*", "a,,b", "http://a", "*.", ".a", "a b", "[::1]"})
  void anythingElseIsNone(String text) {
    assertThat(AdminTypes.hosts().parse(text)).isInstanceOf(ParseResult.Bad.class);
  }

  @Test
  void addressIsChosenOrGivenOrNone() {
    assertThat(AdminTypes.advertisedUrl().parse("Auto"))
        .isEqualTo(ParseResult.good(new AdvertisedUrl.Automatic()));
    assertThat(AdminTypes.advertisedUrl().parse("OFF"))
        .isEqualTo(ParseResult.good(new AdvertisedUrl.Off()));
    for (String url : List.of("http://10.0.0.7:9464", "https://a.example/", "http://[::1]:9")) {
      assertThat(AdminTypes.advertisedUrl().parse(url))
          .isEqualTo(ParseResult.good(new AdvertisedUrl.Given(URI.create(url))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7:9464",
        "ftp://a",
        "http://",
        "http://a b",
        "http://a/status",
        "http://ann:secret@a",
        "http://a?b",
        "http://a#b",
        "http://a-name-that-is-far-too-long-for-the-metadata-of-a-commit-because-it-has-more-than"
            + "-one-hundred-and-twenty-eight-characters.example"
      })
  void anythingElseIsNoAddress(String text) {
    assertThat(AdminTypes.advertisedUrl().parse(text)).isInstanceOf(ParseResult.Bad.class);
  }

  @Test
  void chosenAddressHasTheHostAndThePort() {
    AdvertisedUrl automatic = new AdvertisedUrl.Automatic();

    assertThat(automatic.of(() -> "10.0.0.7", () -> Optional.of(9464)))
        .hasValue("http://10.0.0.7:9464");
    assertThat(automatic.of(() -> "fd00::7", () -> Optional.of(9464)))
        .hasValue("http://[fd00::7]:9464");
    assertThat(automatic.of(() -> "10.0.0.7", Optional::empty)).isEmpty();
    assertThat(automatic.of(() -> "n".repeat(129), () -> Optional.of(9464))).isEmpty();
  }

  @Test
  void givenAddressIsPublishedWhereThereIsAPort() {
    AdvertisedUrl given = new AdvertisedUrl.Given(URI.create("http://a.example"));

    assertThat(given.of(() -> "10.0.0.7", () -> Optional.of(9464))).hasValue("http://a.example");
    assertThat(given.of(() -> "10.0.0.7", Optional::empty)).isEmpty();
  }

  @Test
  void withoutAnAddressNoPortIsBound() {
    Optional<String> url =
        new AdvertisedUrl.Off()
            .of(
                () -> "10.0.0.7",
                () -> {
                  throw new AssertionError("a port was bound");
                });

    assertThat(url).isEmpty();
  }
}
