package dev.rbacconsumer.launcher.admin;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host names that requests to the consumer may use. IP addresses, {@code localhost} and the name of
 * the machine are always allowed: no third party can make them resolve to this machine. Immutable.
 */
public final class AllowedHosts {
  private static final String ANY = "*";
  private static final String ANY_BELOW = "*.";

  /** Authority: a name or an address, optionally with a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-z:.%_-]+\\]|[a-z0-9._-]+?)\\.?(?::[0-9]{0,5})?");

  private static final Pattern ADDRESS = Pattern.compile("\\[.*\\]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private final List<String> listed;
  private final String machine;

  /**
   * @param listed further names: each is a whole name, or {@code *.} with the end of names, or
   *     {@code *} for all
   * @param machine name of the machine
   */
  public AllowedHosts(Collection<String> listed, String machine) {
    this.listed = listed.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    this.machine = machine.toLowerCase(Locale.ROOT);
  }

  /** Returns whether a request with this Host header is allowed. */
  boolean allows(String authority) {
    String name = name(authority);
    boolean isAlwaysOurs =
        name.equals("localhost") || name.equals(machine) || ADDRESS.matcher(name).matches();
    return listed.contains(ANY) || (!name.isEmpty() && isAlwaysOurs) || lists(authority);
  }

  /**
   * Returns whether the name in this authority is in the list itself: a plain {@code *} lists no
   * name.
   */
  boolean lists(String authority) {
    String name = name(authority);
    return !name.isEmpty() && listed.stream().anyMatch(it -> matches(name, it));
  }

  private static boolean matches(String name, String entry) {
    return entry.startsWith(ANY_BELOW) ? name.endsWith(entry.substring(1)) : name.equals(entry);
  }

  private static String name(String authority) {
    Matcher matcher = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }
}
