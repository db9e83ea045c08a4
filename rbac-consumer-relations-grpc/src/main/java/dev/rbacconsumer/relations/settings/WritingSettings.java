package dev.rbacconsumer.relations.settings;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.StoreNames;
import java.util.List;

/**
 * Format of changes, independent of the target.
 *
 * @param dialect protocol of the server
 * @param names names of tuples if that is SpiceDB
 */
public record WritingSettings(RelationsDialect dialect, StoreNames names) {
  /** Reads these settings, which are all optional, or returns all problems. */
  public static Reading<WritingSettings> read(SettingValues values) {
    List<Problem> problems = values.problems(RelationsApi.WRITING);
    return problems.isEmpty()
        ? new Reading.Accepted<>(
            new WritingSettings(values.get(RelationsApi.DIALECT), names(values)), List.of())
        : new Reading.Refused<>(problems);
  }

  /** Starts the adapter's settings for a target. */
  public RelationsSettings.Builder to(String target) {
    return RelationsSettings.forTarget(target).dialect(dialect).names(names);
  }

  static StoreNames names(SettingValues values) {
    return new StoreNames(
        values.get(RelationsApi.SPICEDB_RELATION_PREFIX),
        values.get(RelationsApi.SPICEDB_TYPE_NAMESPACE));
  }
}
