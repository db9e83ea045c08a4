package dev.rbacconsumer.launcher.runtime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** Identity of this build, from its jar's manifest. Immutable. */
public final class BuildInfo implements IVersionProvider {
  /**
   * Attribute that the build sets from the checkout; a build without one leaves its placeholder.
   */
  static final String COMMIT = "Git-Commit";

  private final Optional<Manifest> manifest;

  /** Reads the manifest of the jar that contains this class. */
  public BuildInfo() {
    this(ownManifest());
  }

  BuildInfo(Optional<Manifest> manifest) {
    this.manifest = manifest;
  }

  /** Returns the product with version and commit, and the JVM, on one line each. */
  @Override
  public String[] getVersion() {
    return new String[] {
      product(),
      "JVM: %s (%s)"
          .formatted(System.getProperty("java.vm.version"), System.getProperty("java.vm.name"))
    };
  }

  /** Returns the product with version and commit. */
  String product() {
    return "rbac-consumer "
        + version().orElse("(not packaged)")
        + commit().map(commit -> " (git commit " + commit + ")").orElse("");
  }

  /** Returns the version; empty if the classes are not in their own jar. */
  public Optional<String> version() {
    return attribute(Attributes.Name.IMPLEMENTATION_VERSION.toString());
  }

  /** Returns the commit of the sources, abbreviated; empty if the build had no checkout. */
  public Optional<String> commit() {
    return attribute(COMMIT);
  }

  private Optional<String> attribute(String name) {
    return manifest
        .map(it -> it.getMainAttributes().getValue(name))
        .filter(value -> !value.isBlank() && !value.startsWith("${"));
  }

  /** Returns the jar that contains this class; empty if the classes are not in a jar. */
  public static Optional<Path> ownJar() {
    CodeSource source = BuildInfo.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException noFile) {
      return Optional.empty();
    }
  }

  /**
   * Returns the manifest of our own jar. A class path may hold many manifests, so it is read from
   * the location of this class.
   */
  private static Optional<Manifest> ownManifest() {
    Optional<Path> place = ownJar();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (JarFile jar = new JarFile(place.get().toFile())) {
      return Optional.ofNullable(jar.getManifest());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
