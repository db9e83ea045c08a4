package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.time.JitterSource;
import java.util.concurrent.ThreadLocalRandom;

/** Draws random jitter that differs from instance to instance and from run to run. */
public final class RandomJitter implements JitterSource {
  @Override
  public double next() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
