package dev.rbacconsumer.core.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the paths of a message's unknown fields: the first hundred, and the total number. */
public final class UnknownFieldPaths implements Consumer<String> {
  static final int MOST_LISTED = 100;

  private final List<String> listed = new ArrayList<>();
  private int count;

  @Override
  public void accept(String path) {
    count++;
    if (listed.size() < MOST_LISTED) {
      listed.add(path);
    }
  }

  /** Returns the first paths, in the order of the message. */
  public List<String> listed() {
    return listed;
  }

  /** Returns the number of unknown fields, listed or not. */
  public int count() {
    return count;
  }
}
