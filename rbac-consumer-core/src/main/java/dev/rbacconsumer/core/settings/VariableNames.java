package dev.rbacconsumer.core.settings;

import java.util.List;
import java.util.regex.Pattern;

/** Recognizes environment variables that are most likely meant for this product. */
public final class VariableNames {
  private static final List<String> PREFIXES =
      List.of("RBAC_KAFKA_CONSUMER_", "RBAC_KAFKA_CUSTOM_", "RELATION_API_");

  /**
   * Variables that Kubernetes sets in every container for a service, such as one with the name
   * {@code relation-api} or {@code rbac-kafka-consumer}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?)");

  private VariableNames() {}

  /** Returns whether a name begins like those of settings, and is not one that Kubernetes sets. */
  public static boolean isLikeASetting(String name) {
    return PREFIXES.stream().anyMatch(name::startsWith) && !isServiceLink(name);
  }

  /** Returns whether Kubernetes sets a variable of this name for a service. */
  public static boolean isServiceLink(String name) {
    return SERVICE_LINK.matcher(name).matches();
  }
}
