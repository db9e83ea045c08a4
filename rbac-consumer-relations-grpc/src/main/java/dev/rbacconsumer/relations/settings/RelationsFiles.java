package dev.rbacconsumer.relations.settings;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.Transport;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.StringJoiner;

/** Finds the settings that name a file for the connection to the Relations API. */
public final class RelationsFiles {
  private RelationsFiles() {}

  /**
   * Returns the names of settings, comma separated.
   *
   * @param files files, of which each of the settings names at least one
   */
  public static String settings(RelationsSettings api, Collection<Path> files) {
    StringJoiner names = new StringJoiner(", ");
    if (api.transport() instanceof Transport.Tls tls) {
      add(names, RelationsApi.CA_FILE, tls.trusted(), files);
      add(
          names,
          RelationsApi.CLIENT_CERT_FILE,
          tls.client().map(Transport.ClientCertificate::chain),
          files);
      add(
          names,
          RelationsApi.CLIENT_KEY_FILE,
          tls.client().map(Transport.ClientCertificate::key),
          files);
    }
    if (api.credentials() instanceof Credentials.Client client) {
      add(names, RelationsApi.TOKEN_CA_FILE, client.trusted(), files);
    }
    return names.toString();
  }

  private static void add(
      StringJoiner names, Setting<?> setting, Optional<Path> value, Collection<Path> files) {
    value.filter(files::contains).ifPresent(it -> names.add(setting.name()));
  }
}
