package dev.rbacconsumer.launcher.packaging;

/** A way to start the consumer. */
enum StartWay {
  JAR("the runnable jar"),
  JAR_WITH_CLASS_DATA("the runnable jar, with a class data archive"),
  DIST("the archive, without class data"),
  DIST_WITH_CLASS_DATA("the archive");

  private final String title;

  StartWay(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
