package dev.rbacconsumer.relations.config;

import java.util.Locale;

/** Protocols for writing tuples. All three lead to the same kind of store. */
public enum RelationsDialect {
  /** {@code kessel.relations.v1beta1.KesselTupleService}: one delete per removal. */
  KESSEL_RELATIONS("a Kessel Relations API"),

  /** {@code kessel.inventory.v1beta2.KesselTupleService}: the same calls under other names. */
  KESSEL_INVENTORY("a Kessel Inventory API that offers its tuple service"),

  /** {@code authzed.api.v1.PermissionsService}: removals and additions in one transaction. */
  SPICEDB("SpiceDB");

  private final String server;

  RelationsDialect(String server) {
    this.server = server;
  }

  /** Returns the name in settings, such as {@code kessel-relations}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the kind of server that the target must be, as words of a sentence. */
  public String server() {
    return server;
  }
}
