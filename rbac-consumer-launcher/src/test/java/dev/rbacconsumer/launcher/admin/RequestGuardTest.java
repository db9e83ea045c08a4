package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestGuardTest {
  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
  private static final RequestGuard GUARD = guard("rbac.svc", "*.example.org");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:9464",
        "localhost.",
        "127.0.0.1",
        "10.1.2.3:9464",
        "[::1]",
        "[fd00::12%eth0]:9464",
        "pod-7d9f",
        "Pod-7d9f:80",
        "rbac.svc:9464",
        "metrics.example.org",
        "a.b.example.org:1",
        ""
      })
  void aNameThatIsOursIsServed(String host) {
    assertThat(refused("GET", host, "", "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example",
        "attacker.example:9464",
        "localhost.attacker.example",
        "127.0.0.1.attacker.example",
        "1.2.3",
        "example.org",
        "badexample.org",
        "rbac.svc.attacker.example",
        "localhost@attacker.example",
        "localhost, attacker.example",
        "*",
        ":9464",
        "unknown"
      })
  void anyOtherNameIsRefusedForEveryMethodWithTheSettingThatAllowsIt(String host) {
    for (String method : List.of("GET", "HEAD", "POST", "PUT")) {
      Response response = refused(method, host, "", "").orElseThrow();
      assertThat(response.status()).isEqualTo(421);
      assertThat(response.text()).contains("RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS");
    }
  }

  @Test
  void aStarServesEveryNameButNotPagesOfOtherSites() {
    RequestGuard open = guard("*");

    assertThat(open.refusal(request("GET", "any.example", "", ""), CLIENT)).isEmpty();
    assertThat(open.refusal(request("POST", "any.example", "http://other.example", ""), CLIENT))
        .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(403));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "http://localhost:9464, ''",
    "https://LOCALHOST:9464, same-origin",
    "'', none",
    "http://rbac.svc, cross-site",
    "https://ui.example.org:8443, same-site"
  })
  void aChangeFromOurOwnPageOrAListedOneIsMade(String origin, String fetchSite) {
    assertThat(refused("POST", "localhost:9464", origin, fetchSite)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://attacker.example, cross-site",
    "http://attacker.example, ''",
    "http://localhost:3000, same-site",
    "http://localhost:3000, ''",
    "http://localhost, ''",
    "http://10.1.2.3, ''",
    "null, ''",
    "localhost:9464, ''",
    "'', cross-site",
    "'', same-site",
    "http://localhost:9464, cross-site"
  })
  void aChangeFromAPageOfAnotherSiteIsRefused(String origin, String fetchSite) {
    for (String method : List.of("POST", "PUT", "DELETE")) {
      Response response = refused(method, "localhost:9464", origin, fetchSite).orElseThrow();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.text()).contains("RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS");
    }
    assertThat(refused("GET", "localhost:9464", origin, fetchSite)).isEmpty();
  }

  @Test
  void aMachineWithoutANameIsNoReasonToServeNoName() {
    RequestGuard nameless = new RequestGuard(new AllowedHosts(List.of(), ""));

    assertThat(nameless.refusal(request("GET", ":80", "", ""), CLIENT)).isPresent();
  }

  private static Optional<Response> refused(
      String method, String host, String origin, String fetchSite) {
    return GUARD.refusal(request(method, host, origin, fetchSite), CLIENT);
  }

  private static RequestGuard guard(String... listed) {
    return new RequestGuard(new AllowedHosts(List.of(listed), "pod-7d9f"));
  }

  private static HttpRequest request(String method, String host, String origin, String fetchSite) {
    return new HttpRequest(
        new Request(method, "/loglevel", "", "", ""), host, origin, fetchSite, "", "");
  }
}
