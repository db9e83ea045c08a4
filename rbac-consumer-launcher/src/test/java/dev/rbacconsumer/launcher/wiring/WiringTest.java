package dev.rbacconsumer.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.util.Modules;
import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.log.LoggedTokens;
import dev.rbacconsumer.core.message.EventValidator;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.MessageTypes;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.metrics.CallMetrics;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.CloseStack;
import dev.rbacconsumer.core.runtime.StoreWait;
import dev.rbacconsumer.launcher.actions.Letters;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.runtime.StartException;
import dev.rbacconsumer.launcher.tokens.TokenDelivery;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.UnfencedAuthority;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "localhost:9092",
          "RBAC_KAFKA_CONSUMER_TOPIC", "topic");

  @TempDir private Path jar;

  @Test
  void messageTypesOfAllModulesAreRegistered() {
    assertThat(types(new NoteModule(), new MemoModule())).hasToString("[memo, note]");
    assertThat(types().isEmpty()).isTrue();
  }

  @Test
  void twoModulesCannotRegisterOneName() {
    assertThatThrownBy(() -> types(new NoteModule(), new OtherNoteModule()))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining("want note registered once, got it twice");
  }

  @Test
  void aModuleMaySetTheListenerOfAppliedEvents() {
    ConsistencyTokenListener tokens = ConsistencyTokenListener.ignored();
    AppliedEventListener events = (event, timeout) -> Optional.empty();
    Module own =
        binder -> {
          OptionalBinder.newOptionalBinder(binder, ConsistencyTokenListener.class)
              .setBinding()
              .toInstance(tokens);
          OptionalBinder.newOptionalBinder(binder, AppliedEventListener.class)
              .setBinding()
              .toInstance(events);
        };

    Injector without = Guice.createInjector(new AppliedEventsModule());
    Injector with = Guice.createInjector(new AppliedEventsModule(), own);

    assertThat(without.getInstance(ConsistencyTokenListener.class))
        .isInstanceOf(LoggedTokens.class);
    assertThat(with.getInstance(ConsistencyTokenListener.class)).isSameAs(tokens);
    assertThat(with.getInstance(AppliedEventListener.class)).isSameAs(events);
  }

  @Test
  void tokensAreWantedOnlyWhereSomethingUsesThem() {
    Injector byDefault = injector(settings());
    Injector toTopic =
        injector(
            settings(
                Map.of(
                    "RBAC_KAFKA_CONSUMER_TOKENS", "kafka",
                    "RBAC_KAFKA_CONSUMER_TOKENS_TOPIC", "tokens",
                    "REPLICATION_TO_RELATION_ENABLED", "true")));
    Injector toOwnListener =
        injector(
            settings(),
            binder ->
                OptionalBinder.newOptionalBinder(binder, AppliedEventListener.class)
                    .setBinding()
                    .toInstance((event, timeout) -> Optional.empty()));

    assertThat(wantTokens(byDefault)).isFalse();
    assertThat(wantTokens(toTopic)).isTrue();
    assertThat(wantTokens(toOwnListener)).isTrue();
    byDefault.getInstance(AppliedEvents.class).find("7");
    assertThat(wantTokens(byDefault)).isTrue();
    toTopic.getInstance(CloseStack.class).close();
  }

  @Test
  void theStoreCanBeReachedUntilTheTokensAreFlushed() throws Exception {
    try (RelationsServer server = RelationsServer.builder().start()) {
      List<Boolean> reached = new ArrayList<>();
      AtomicReference<Injector> made = new AtomicReference<>();
      Module delivery =
          Modules.override(
                  new DeliveryModule(
                      settings(
                          Map.of(
                              "RELATION_API_SERVER",
                              server.target(),
                              "REPLICATION_TO_RELATION_ENABLED",
                              "true"))))
              .with(
                  new AbstractModule() {
                    @Provides
                    @Singleton
                    TokenDelivery tokens(CloseStack resources) {
                      resources.closeAtEnd(() -> reached.add(reaches(made.get())));
                      return TokenDelivery.none();
                    }
                  });
      Injector consumer = injector(delivery);
      made.set(consumer);
      consumer.getInstance(MonitoredService.class);

      consumer.getInstance(CloseStack.class).close();

      assertThat(reached).containsExactly(true);
    }
  }

  @Test
  void theStoreIsWaitedForUnlessThatIsOffOrNothingIsWritten() {
    assertThat(storeWait("true", "10s")).map(StoreWait::longest).contains(Duration.ofSeconds(10));
    assertThat(storeWait("true", "0")).isEmpty();
    assertThat(storeWait("false", "10s")).isEmpty();
  }

  @Test
  void theWholeConsumerCanBeMadeWithOrWithoutThem() {
    Module own =
        binder ->
            OptionalBinder.newOptionalBinder(binder, AppliedEventListener.class)
                .setBinding()
                .toInstance((event, timeout) -> Optional.empty());

    assertThat(Wiring.service(settings(), new Module[0])).isNotNull();
    assertThat(Wiring.service(settings(), own)).isNotNull();
  }

  @Test
  void locksAreTakenUnlessFencingIsOff() {
    CloseStack resources = new CloseStack();

    assertThat(store("on", resources).fences()).isInstanceOf(GrpcFenceAuthority.class);
    assertThat(store("off", resources).fences()).isInstanceOf(UnfencedAuthority.class);
    resources.close();
  }

  @Test
  void consumerThatIsSwitchedOffIsMadeOfNothingThatCouldConnect() {
    Settings off = settings(Map.of("RBAC_KAFKA_CONSUMER_REPLICAS", "0"));

    assertThat(Wiring.service(off, new RefusingModule())).isNotNull();
  }

  @Test
  void everyPathThatIsServedIsOneThatMetricsCannotTake() {
    assertThat(adminPaths(new DeliveryModule(settings())))
        .filteredOn(path -> !path.equals("/") && AdminPaths.isFree(path))
        .containsExactly("/metrics");
  }

  @Test
  void aReplayThatIsRefusedBeforeDeliveryIsAskedIsCounted() {
    Injector consumer = injector(new DeliveryModule(settings()));
    Letters.Wanted letter = new Letters.Wanted(0, new Offset(17), "0123456789abcdef", false);

    assertThat(consumer.getInstance(Letters.class).find(new PartitionId("topic", 0), letter))
        .succeedsWithin(Duration.ofMinutes(1))
        .isInstanceOf(Letters.Refused.class);
    assertThat(
            consumer
                .getInstance(MetricRegistry.class)
                .counter(
                    "rbac_kafka_consumer_operator_actions_total"
                        + "{action=\"replay\",result=\"refused\"}")
                .getCount())
        .isEqualTo(1);
  }

  @Test
  void aModuleMayServeSomethingOfItsOwn() {
    assertThat(adminPaths(new IdleModule(), new HelloModule())).contains("/hello", "/metrics");
  }

  @Test
  void theConsumerIsMadeOfTheGivenModulesToo() {
    assertThatThrownBy(() -> Wiring.service(settings(), new RefusingModule()))
        .isInstanceOf(StartException.class)
        .hasMessage("the modules on the class path do not fit together: the module was asked");
  }

  @Test
  void aJarNamesItsModules() throws IOException {
    try (URLClassLoader loader = naming(NoteModule.class.getName())) {
      assertThat(ClassPathModules.of(loader)).singleElement().isExactlyInstanceOf(NoteModule.class);
    }
    assertThat(ClassPathModules.of(WiringTest.class.getClassLoader())).isEmpty();
  }

  @Test
  void aModuleThatIsNotThereIsNamed() throws IOException {
    try (URLClassLoader loader = naming("com.example.Missing")) {
      assertThatThrownBy(() -> ClassPathModules.of(loader))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("a jar on the class path names a module that cannot be made: ")
          .hasMessageContaining("com.example.Missing");
    }
  }

  private URLClassLoader naming(String module) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(Module.class.getName()), module + "\n");
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, WiringTest.class.getClassLoader());
  }

  private static MessageTypes types(Module... modules) {
    return Guice.createInjector(
            binder -> {
              binder.install(new MessageTypesModule());
              List.of(modules).forEach(binder::install);
            })
        .getInstance(MessageTypes.class);
  }

  private static List<String> adminPaths(Module... modules) {
    return injector(modules).getInstance(new Key<Set<Route>>() {}).stream()
        .map(Route::path)
        .toList();
  }

  private static boolean reaches(Injector consumer) {
    try {
      return consumer
          .getInstance(StorePorts.class)
          .sink()
          .probe()
          .orElseThrow()
          .answers(Duration.ofMinutes(1));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Optional<StoreWait> storeWait(String replication, String longest) {
    return injector(
            settings(
                Map.of(
                    "REPLICATION_TO_RELATION_ENABLED", replication,
                    "RBAC_KAFKA_CONSUMER_STORE_WAIT", longest)))
        .getInstance(new Key<Optional<StoreWait>>() {});
  }

  private static boolean wantTokens(Injector consumer) {
    return consumer.getInstance(AppliedListeners.class).wantTokens();
  }

  private static Injector injector(Settings settings, Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(new DeliveryModule(settings));
    return injector(all.toArray(Module[]::new));
  }

  private static Injector injector(Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(new ProcessModule(settings()));
    all.add(new AdminModule(settings().metrics()));
    all.add(new StatusModule(settings()));
    all.add(new LoggingModule(settings().log()));
    return Guice.createInjector(all);
  }

  private static StorePorts store(String fencing, CloseStack resources) {
    return new RelationsModule(settings(Map.of("RELATION_API_FENCING", fencing)).relations())
        .store(
            new CallMetrics(new MetricRegistry()),
            () ->
                new AppliedListeners(
                    ConsistencyTokenListener.ignored(), AppliedEventListener.ignored()),
            resources);
  }

  private static Settings settings() {
    return settings(Map.of());
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.putAll(more);
    return SettingsReader.read(environment, Map.of())
        .match(
            accepted -> accepted.settings(),
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }

  private static MessageType<String> type(String name) {
    return MessageType.of(
        name,
        OutboxPayload::json,
        EventValidator.none(),
        (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()));
  }

  /** As a jar would bring it. */
  public static final class NoteModule extends AbstractModule {
    @ProvidesIntoSet
    static MessageType<?> note() {
      return type("note");
    }
  }

  private static final class OtherNoteModule extends AbstractModule {
    @ProvidesIntoSet
    static MessageType<?> note() {
      return type("note");
    }
  }

  private static final class MemoModule extends AbstractModule {
    @ProvidesIntoSet
    static MessageType<?> memo() {
      return type("memo");
    }
  }

  private static final class HelloModule extends AbstractModule {
    @ProvidesIntoSet
    static Route hello() {
      return new Route() {
        @Override
        public String path() {
          return "/hello";
        }

        @Override
        public Response answer(Request request) {
          return Response.text(200, "hello");
        }
      };
    }
  }

  private static final class RefusingModule extends AbstractModule {
    @Override
    protected void configure() {
      addError("the module was asked");
    }
  }
}
