package dev.rbacconsumer.launcher.runtime;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** What this build is, as far as its jar's manifest tells. Immutable. */
public final class BuildInfo implements IVersionProvider {
  /** Written by the build from the checkout; a build without one leaves its placeholder. */
  static final String COMMIT = "Git-Commit";

  private final Optional<Manifest> manifest;

  /** Of the jar that this class is from. */
  public BuildInfo() {
    this(ownManifest());
  }

  BuildInfo(Optional<Manifest> manifest) {
    this.manifest = manifest;
  }

  /** One line each: product with version and commit, virtual machine. */
  @Override
  public String[] getVersion() {
    return new String[] {
      product(),
      "JVM: %s (%s)"
          .formatted(System.getProperty("java.vm.version"), System.getProperty("java.vm.name"))
    };
  }

  /** Product with version and commit. */
  String product() {
    return "rbac-consumer "
        + version().orElse("(not packaged)")
        + commit().map(commit -> " (git commit " + commit + ")").orElse("");
  }

  /** Version; empty where the classes are not in a jar of their own. */
  public Optional<String> version() {
    return attribute(Attributes.Name.IMPLEMENTATION_VERSION.toString());
  }

  /** Commit of the sources, abbreviated; empty where the build had no checkout. */
  public Optional<String> commit() {
    return attribute(COMMIT);
  }

  private Optional<String> attribute(String name) {
    return manifest
        .map(it -> it.getMainAttributes().getValue(name))
        .filter(value -> !value.isBlank() && !value.startsWith("${"));
  }

  /** A class path may hold many manifests, so it is asked for by the place this class is from. */
  private static Optional<Manifest> ownManifest() {
    CodeSource source = BuildInfo.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      File place = new File(source.getLocation().toURI());
      if (!place.isFile()) {
        return Optional.empty();
      }
      try (JarFile jar = new JarFile(place)) {
        return Optional.ofNullable(jar.getManifest());
      }
    } catch (IOException | URISyntaxException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
