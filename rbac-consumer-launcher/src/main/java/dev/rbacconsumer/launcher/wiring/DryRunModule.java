package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import dev.rbacconsumer.launcher.delivery.DryRun;

/** Nothing is written. */
final class DryRunModule extends AbstractModule {
  @Override
  protected void configure() {
    DryRun dryRun = new DryRun();
    bind(Store.class).toInstance(new Store(dryRun, dryRun));
  }
}
