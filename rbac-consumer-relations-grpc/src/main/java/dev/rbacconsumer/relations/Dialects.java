package dev.rbacconsumer.relations;

/** The dialect that settings ask for. */
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
