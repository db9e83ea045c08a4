package dev.rbacconsumer.relations;

/** Creates the dialect of the settings. */
final class Dialects {
  private Dialects() {}

  static Dialect<?> of(RelationsSettings settings) {
    return switch (settings.dialect()) {
      case KESSEL_RELATIONS -> KesselDialect.relations();
      case KESSEL_INVENTORY -> KesselDialect.inventory();
      case SPICEDB -> SpiceDbDialect.of(settings.names());
    };
  }
}
