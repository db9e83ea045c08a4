package dev.rbacconsumer.launcher.metrics;

import io.prometheus.client.exporter.common.TextFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Chooses the format of metrics from the Accept header of a request: OpenMetrics if the client
 * prefers it, otherwise Prometheus text (RFC 9110, section 12.5.1).
 */
final class MetricsFormat {
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String TEXT = "text/plain";

  private MetricsFormat() {}

  /**
   * Returns the content type to answer with.
   *
   * @param accept value of the header; empty if there is none
   */
  static String of(String accept) {
    List<Range> ranges =
        Stream.of(accept.split(",", -1)).filter(it -> !it.isBlank()).map(Range::parse).toList();
    Preference open = Preference.of(OPEN_METRICS, ranges);
    Preference text = Preference.of(TEXT, ranges);
    boolean isOpen =
        open.quality > text.quality
            || (open.quality == text.quality && open.quality > 0 && open.place < text.place);
    return isOpen ? TextFormat.CONTENT_TYPE_OPENMETRICS_100 : TextFormat.CONTENT_TYPE_004;
  }

  /** One media range of the header, such as a type with a quality, in lower case. */
  private record Range(String type, double quality) {
    static Range parse(String text) {
      String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
      double quality = 1;
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip();
        if (parameter.startsWith("q=")) {
          quality = number(parameter.substring(2));
        }
      }
      return new Range(parts[0].strip(), quality);
    }

    private static double number(String text) {
      return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }

    /** Returns how exactly the range names a type: 3 if by its name, 0 if not at all. */
    int precision(String other) {
      if (type.equals(other)) {
        return 3;
      }
      if (type.equals(other.substring(0, other.indexOf('/')) + "/*")) {
        return 2;
      }
      return type.equals("*/*") ? 1 : 0;
    }
  }

  /**
   * How much a client wants a type: the quality of the most precise range that names it.
   *
   * @param quality 0 if it is not wanted
   * @param place of the range in the header, from 0
   */
  private record Preference(double quality, int place) {
    static Preference of(String type, List<Range> ranges) {
      Preference found = new Preference(0, ranges.size());
      int precision = 0;
      for (int place = 0; place < ranges.size(); place++) {
        Range range = ranges.get(place);
        int here = range.precision(type);
        if (here > precision || (here == precision && here > 0 && range.quality > found.quality)) {
          precision = here;
          found = new Preference(range.quality, place);
        }
      }
      return found;
    }
  }
}
