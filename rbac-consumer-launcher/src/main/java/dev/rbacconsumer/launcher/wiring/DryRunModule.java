package dev.rbacconsumer.launcher.wiring;

import com.google.inject.AbstractModule;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import java.util.List;

/** Binds no store, since a dry run calls none. */
final class DryRunModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(StorePorts.class)
        .toInstance(
            new StorePorts(
                RelationSink.none(), FenceAuthority.none(), (lockId, timeout) -> List.of()));
  }
}
