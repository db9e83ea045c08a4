package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.relations.settings.RelationsApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Drops explicit values that have no effect beside Clowder's file, because the deployments of RBAC
 * set them without meaning them.
 *
 * @param file file that Clowder mounts
 * @param notes receives a sentence for a value that the file replaces
 * @param warnings receives a sentence for a value that has no effect
 */
record ClowderPrecedence(Clowder file, Consumer<String> notes, Consumer<String> warnings) {
  /** Settings of a login with a client id, beside the id and its secret. */
  private static final List<Setting<?>> OF_A_LOGIN =
      List.of(
          RelationsApi.SSO_HOST,
          RelationsApi.TOKEN_URL,
          RelationsApi.TOKEN_ISSUER,
          RelationsApi.TOKEN_SCOPE,
          RelationsApi.TOKEN_CA_FILE,
          RelationsApi.TOKEN,
          RelationsApi.TOKEN_FILE);

  /** Returns the sources without the values that have no effect. */
  Sources apply(Sources written) {
    return withoutUnusedLogin(withoutDefaultAddress(written));
  }

  /** Drops the default address of the Relations API: templates set it where nothing is chosen. */
  private Sources withoutDefaultAddress(Sources written) {
    String name = RelationsApi.SERVER.name();
    Optional<HostAndPort> usual = RelationsApi.SERVER.defaultText().flatMap(HostAndPort::parse);
    Source environment = written.others().get(0);
    String offered = file.settings().getOrDefault(name, "");
    boolean replaced =
        !offered.isEmpty()
            && environment
                .find(name)
                .map(it -> HostAndPort.parse(it.text()))
                .equals(Optional.of(usual));
    if (!replaced) {
      return written;
    }
    notes.accept(
        "%s: %s from Clowder's file is used, as %s is only the default"
            .formatted(
                name, SafeText.quoted(offered), usual.map(HostAndPort::toString).orElseThrow()));
    List<Source> others = new ArrayList<>(written.others());
    others.set(0, environment.without(Set.of(name)));
    return new Sources(written.options(), others);
  }

  /**
   * Drops a client id with its secret where no identity provider is set. The Python consumer calls
   * without a login then.
   */
  private Sources withoutUnusedLogin(Sources written) {
    boolean unused =
        written.find(RelationsApi.CLIENT_ID).isPresent()
            && written.find(RelationsApi.CLIENT_SECRET).isPresent()
            && OF_A_LOGIN.stream().allMatch(it -> written.find(it).isEmpty());
    if (!unused) {
      return written;
    }
    String id = RelationsApi.CLIENT_ID.name();
    String secret = RelationsApi.CLIENT_SECRET.name();
    warnings.accept(
        ("%s is not set, so %s and %s are not used: CALLS OF THE RELATIONS API CARRY NO LOGIN."
                + " Set %s to log in")
            .formatted(RelationsApi.SSO_HOST.name(), id, secret, RelationsApi.SSO_HOST.name()));
    return new Sources(
        written.options(),
        written.others().stream().map(it -> it.without(Set.of(id, secret))).toList());
  }
}
