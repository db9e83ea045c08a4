package dev.rbacconsumer.launcher.bench;

/** Who hears of each message. */
enum ObserverWay {
  NONE("no observer"),
  METRICS("metrics"),
  SUMMARY("metrics, log with a summary (default)"),
  LINES("metrics, log of every message"),
  JSON("metrics, log of every message as JSON"),
  JSON_SUMMARY("metrics, log as JSON with a summary");

  private final String title;

  ObserverWay(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
