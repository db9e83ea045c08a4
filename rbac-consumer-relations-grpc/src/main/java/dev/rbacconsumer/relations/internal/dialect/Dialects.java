package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.relations.config.RelationsSettings;

/** Creates the dialect of the settings. */
public final class Dialects {
  private Dialects() {}

  /** Returns the dialect that the settings name. */
  public static Dialect<?> of(RelationsSettings settings) {
    return switch (settings.dialect()) {
      case KESSEL_RELATIONS -> KesselDialect.relations();
      case KESSEL_INVENTORY -> KesselDialect.inventory();
      case SPICEDB -> SpiceDbDialect.of(settings.names());
    };
  }
}
