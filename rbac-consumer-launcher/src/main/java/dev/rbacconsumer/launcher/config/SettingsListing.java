package dev.rbacconsumer.launcher.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.internal.text.NearestName;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingGroup;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Describes all settings in full, as in the table of {@code docs/configuration.md}. Immutable. */
public final class SettingsListing {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MARGIN = "      ";

  /** Smallest width of a line; narrower lines are not readable. */
  private static final int LEAST_WIDTH = 40;

  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#]*)[^)]*\\)");

  private final List<SettingGroup> groups;

  private SettingsListing(List<SettingGroup> groups) {
    this.groups = groups;
  }

  /**
   * Returns the settings whose name contains any of the words, ignoring case.
   *
   * @param words none for all settings
   */
  public static SettingsListing of(List<String> words) {
    List<String> wanted = words.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList();
    List<SettingGroup> groups = new ArrayList<>();
    for (SettingGroup group : AllSettings.GROUPS) {
      List<Setting<?>> found =
          group.settings().stream()
              .filter(it -> wanted.isEmpty() || wanted.stream().anyMatch(it.name()::contains))
              .toList();
      if (!found.isEmpty()) {
        groups.add(new SettingGroup(group.title(), found));
      }
    }
    return new SettingsListing(groups);
  }

  /** Returns whether no name contains any of the words. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Returns the name that is most similar to a word that no name contains. */
  public static String nearest(String word) {
    return NearestName.of(
        word.toUpperCase(Locale.ROOT), AllSettings.ALL.stream().map(Setting::name));
  }

  /**
   * Returns the lines for people: a heading for each group, then each setting with its meaning
   * below it.
   *
   * @param width most characters of a line, unless a single word is longer
   */
  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    for (SettingGroup group : groups) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(group.title());
      for (Setting<?> setting : group.settings()) {
        lines.add("");
        lines.add("  " + setting.name() + setting.option().map(it -> ", or " + it).orElse(""));
        lines.addAll(wrapped(facts(setting), width));
        lines.addAll(wrapped(plain(setting.meaning()), width));
      }
    }
    return lines;
  }

  /** Returns the settings for programs: a list of objects, on one line. */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (SettingGroup group : groups) {
        for (Setting<?> setting : group.settings()) {
          write(json, group.title(), setting);
        }
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String group, Setting<?> setting)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", setting.name());
    if (setting.option().isPresent()) {
      json.writeStringField("option", setting.option().get());
    }
    json.writeStringField("group", group);
    json.writeStringField("type", setting.type().label());
    json.writeBooleanField("secret", setting.secret());
    json.writeBooleanField("required", setting.defaultText().isEmpty());
    json.writeStringField("default", setting.defaultText().orElse(""));
    json.writeStringField("allowed", plain(setting.type().range()));
    json.writeStringField("meaning", plain(setting.meaning()));
    json.writeEndObject();
  }

  private static String facts(Setting<?> setting) {
    String byDefault =
        setting
            .defaultText()
            .map(it -> it.isEmpty() ? "not set" : "default " + it)
            .orElse("required");
    return "%s%s; %s; %s"
        .formatted(
            setting.type().label(),
            setting.secret() ? ", secret" : "",
            byDefault,
            plain(setting.type().range()));
  }

  /** Returns a sentence of the table without its Markdown. */
  private static String plain(String markdown) {
    return LINK.matcher(markdown).replaceAll("docs/$1").replace("`", "").replace("\\|", "|");
  }

  private static List<String> wrapped(String text, int width) {
    int most = Math.max(width, LEAST_WIDTH);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && MARGIN.length() + line.length() + 1 + word.length() > most) {
        lines.add(MARGIN + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(MARGIN + line);
    return lines;
  }
}
