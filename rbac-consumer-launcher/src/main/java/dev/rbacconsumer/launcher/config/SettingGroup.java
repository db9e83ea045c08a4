package dev.rbacconsumer.launcher.config;

import java.util.List;

/**
 * Group of settings in the documentation.
 *
 * @param title a few words for a heading
 */
record SettingGroup(String title, List<Setting<?>> settings) {
  SettingGroup {
    settings = List.copyOf(settings);
  }
}
