package dev.rbacconsumer.launcher.config;

import java.util.ArrayList;
import java.util.List;

/** The settings in brief, for a person at a terminal. */
public final class SettingsSummary {
  private SettingsSummary() {}

  /** A heading, then one line for each setting: its name and its default. */
  public static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Settings are environment variables (docs/configuration.md explains them):");
    lines.addAll(AllSettings.ALL.stream().map(SettingsSummary::line).toList());
    return lines;
  }

  private static String line(Setting<?> setting) {
    String byDefault = setting.defaultText().map(it -> "default " + it).orElse("required");
    return "  %-42s %s".formatted(setting.name(), byDefault);
  }
}
