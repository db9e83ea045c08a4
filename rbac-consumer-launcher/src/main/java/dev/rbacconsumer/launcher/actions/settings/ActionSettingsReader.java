package dev.rbacconsumer.launcher.actions.settings;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.ResolvedSetting;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.SettingsPart;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the settings of the actions of operators, and checks them together. Immutable. */
public final class ActionSettingsReader implements SettingsPart<ActionSettings> {
  private final SettingValues values;

  /** Creates a reader of these values. */
  public ActionSettingsReader(SettingValues values) {
    this.values = values;
  }

  @Override
  public List<Setting<?>> settings() {
    return ActionOptions.ALL;
  }

  @Override
  public List<Problem> problems() {
    ResolvedSetting<InetAddress> bind = values.resolve(ActionOptions.BIND);
    Optional<Optional<Path>> token = values.resolve(ActionOptions.TOKEN_FILE).value();
    boolean isOpen =
        bind.value().filter(address -> !address.isLoopbackAddress()).isPresent()
            && token.filter(Optional::isEmpty).isPresent();
    return isOpen
        ? List.of(
            bind.problem("a loopback address, or " + ActionOptions.TOKEN_FILE.name() + " too", ""))
        : List.of();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public ActionSettings value() {
    return new ActionSettings(
        values.get(ActionOptions.PORT),
        values.get(ActionOptions.BIND),
        values.get(ActionOptions.TOKEN_FILE),
        values.get(ActionOptions.AUDIT_TOPIC),
        values.get(ActionOptions.AUDIT_FILE));
  }
}
