package dev.rbacconsumer.core.settings;

import java.util.List;

/**
 * Group of settings in the documentation.
 *
 * @param title a few words for a heading
 */
public record SettingGroup(String title, List<Setting<?>> settings) {
  public SettingGroup {
    settings = List.copyOf(settings);
  }
}
