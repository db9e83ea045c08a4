package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingGroup;
import java.util.ArrayList;
import java.util.List;

/** Lists every setting with its default, for the usage text of the command line. */
public final class SettingsUsage {
  private SettingsUsage() {}

  /** Returns a heading, then, by group, one line for each setting: its name and its default. */
  public static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Settings are environment variables, or lines of the file that --settings names.");
    lines.add("What each means: rbac-consumer settings [WORD...], or docs/configuration.md");
    for (SettingGroup group : AllSettings.GROUPS) {
      lines.add("");
      lines.add(group.title() + ":");
      group.settings().forEach(setting -> lines.add(line(setting)));
    }
    return lines;
  }

  private static String line(Setting<?> setting) {
    String byDefault = setting.defaultText().map(SettingsUsage::shown).orElse("required");
    return "  %-42s %s".formatted(setting.name(), byDefault).stripTrailing();
  }

  private static String shown(String text) {
    return text.isEmpty() ? "" : "default " + text;
  }
}
