package dev.rbacconsumer.launcher.packaging;

/** A way to start the consumer. */
enum StartWay {
  JAR("the runnable jar"),
  JAR_WITH_CLASS_DATA("the runnable jar, with a class data archive"),
  DIST("the archive"),
  DIST_WITH_CLASS_DATA("the archive, after `rbac-consumer-cds`");

  private final String title;

  StartWay(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
