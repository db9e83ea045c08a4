package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.launcher.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of any setting reaches an object of the consumer. */
final class SettingEffectsTest {
  /** Setting that is declared but not read. */
  private static final Setting<Integer> UNREAD =
      Setting.optional("RBAC_KAFKA_CONSUMER_UNREAD", ValueTypes.count(0, 9), "1", "Nothing.");

  /**
   * Consumer before a change.
   *
   * @param noise paths whose values differ by themselves, such as times
   */
  private record Before(WiredGraph graph, Set<String> noise) {}

  private final Map<Map<String, String>, Before> known = new HashMap<>();
  @TempDir private Path directory;

  @Test
  void everySettingChangesWhatTheConsumerIsMadeOf() throws IOException {
    Map<String, SettingChange> changes = SettingChange.all(directory);
    List<Setting<?>> all = new ArrayList<>(AllSettings.ALL);
    all.removeIf(it -> it.equals(AllSettings.KAFKA_ENABLED));

    assertThat(withoutEffect(all, changes)).isEmpty();
    assertThat(changes).hasSameSizeAs(all);
  }

  @Test
  void settingThatNoOneReadsIsFound() {
    Map<String, SettingChange> changes = Map.of(UNREAD.name(), SettingChange.of(UNREAD, "2"));

    assertThat(withoutEffect(List.of(UNREAD), changes)).containsExactly(UNREAD.name());
    assertThat(withoutEffect(List.of(UNREAD), Map.of())).containsExactly(UNREAD.name());
  }

  @Test
  void consumerIsNotMadeUnlessKafkaIsEnabled() {
    Map<String, String> environment = SettingChange.of(UNREAD, "2").environmentBefore();
    environment.put(AllSettings.KAFKA_ENABLED.name(), "false");

    assertThat(SettingsReader.read(environment, Map.of()))
        .isInstanceOf(SettingsResult.Refused.class);
  }

  @Test
  void propertyOfTheKafkaClientReachesIt() {
    assertThat(effects(new SettingChange("KAFKA_PROPERTY_FETCH_MAX_BYTES", Map.of(), "1000000")))
        .anyMatch(path -> path.endsWith("[fetch.max.bytes]"));
  }

  /** Returns the names of settings that have no change here, or whose change changes nothing. */
  private List<String> withoutEffect(
      List<Setting<?>> settings, Map<String, SettingChange> changes) {
    return settings.stream()
        .map(Setting::name)
        .filter(name -> !changes.containsKey(name) || effects(changes.get(name)).isEmpty())
        .toList();
  }

  private Set<String> effects(SettingChange change) {
    Before before = known.computeIfAbsent(change.environmentBefore(), SettingEffectsTest::before);
    Set<String> effects =
        new TreeSet<>(before.graph().differencesTo(graph(change.environmentAfter())));
    effects.removeAll(before.noise());
    return effects;
  }

  private static Before before(Map<String, String> environment) {
    WiredGraph graph = graph(environment);
    return new Before(graph, graph.differencesTo(graph(environment)));
  }

  private static WiredGraph graph(Map<String, String> environment) {
    Settings settings =
        SettingsReader.read(environment, Map.of())
            .match(
                SettingsResult.Accepted::settings,
                refused -> {
                  throw new AssertionError(environment + ": " + refused.problems());
                });
    WiredGraph graph = WiredGraph.from(Wiring.service(settings));
    graph.close();
    return graph;
  }
}
