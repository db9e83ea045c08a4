package dev.rbacconsumer.launcher.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who may know whom, for the packages below one root: the product's own, or one of deliberately bad
 * classes that shows a rule can fail.
 */
record HexagonRules(String root) {
  static final List<String> PARTS = List.of("core", "kafka", "relations", "testkit", "launcher");

  /** Grows by a decision record only. */
  private static final String[] CORE_MAY_USE = {
    "java..", "org.jspecify..", "org.slf4j..", "com.fasterxml.jackson.core.."
  };

  /** Where a clock, a random source or the environment comes in without having been handed in. */
  private static final Set<String> UNASKED_CALLS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now");

  private static final Set<String> RANDOM_SOURCES =
      Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");

  String tree(String part) {
    return root + "." + part + "..";
  }

  ArchRule coreStandsAlone() {
    return classes().that().resideInAPackage(tree("core")).should(dependOnlyOnWhatCoreMayUse());
  }

  /** But for the implementations of its own ports that the front door hands in. */
  ArchRule coreHasNoThreads() {
    return noClasses()
        .that()
        .resideInAPackage(tree("core"))
        .and()
        .resideOutsideOfPackage(tree("core.runtime"))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, Timer.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Executor.class);
  }

  ArchRule coreAsksForTimeAndChance() {
    return noClasses()
        .that()
        .resideInAPackage(tree("core"))
        .and()
        .resideOutsideOfPackage(tree("core.runtime"))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ThreadLocalRandom.class, java.time.Clock.class)
        .orShould()
        .callCodeUnitWhere(
            describe("a clock, chance or the environment is asked unasked", this::isUnasked));
  }

  /** Everything else in core has its threads and its clock from ports. */
  ArchRule onlyTheFrontDoorKnowsTheRuntime() {
    return noClasses()
        .that()
        .resideInAPackage(tree("core"))
        .and()
        .resideOutsideOfPackages(tree("core.runtime"), tree("core.consumer"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(tree("core.runtime"), tree("core.consumer"));
  }

  ArchRule adaptersNeverMeet() {
    return slices().matching(root + ".(kafka|relations)..").should().notDependOnEachOther();
  }

  ArchRule onlyItsAdapterKnowsKafka() {
    return onlyKnownIn("org.apache.kafka..", "kafka", "testkit");
  }

  ArchRule onlyItsAdapterKnowsGrpc() {
    return onlyKnownIn("io.grpc..", "relations", "testkit");
  }

  ArchRule onlyTheLauncherWires() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(tree("launcher.wiring"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..");
  }

  ArchRule onlyTheLauncherKnowsItsTools() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(tree("launcher"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "ch.qos.logback..", "picocli..", "org.slf4j.bridge..", "io.prometheus..");
  }

  /** The testkit stands in for servers of others. */
  ArchRule onlyTheLauncherAndTheTestkitServeHttp() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(tree("launcher"), tree("testkit"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.net.httpserver..");
  }

  ArchRule nothingShippedKnowsTheTestkit() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(tree("testkit"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(tree("testkit"));
  }

  ArchRule nobodyKnowsTheLauncher() {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(tree("launcher"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(tree("launcher"));
  }

  private ArchRule onlyKnownIn(String library, String... parts) {
    String[] trees = List.of(parts).stream().map(this::tree).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackages(trees)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  /** The library of metrics stays where the metrics are, and where a registry is handed in. */
  private ArchCondition<JavaClass> dependOnlyOnWhatCoreMayUse() {
    DescribedPredicate<JavaClass> always =
        resideInAPackage(tree("core")).or(resideInAnyPackage(CORE_MAY_USE));
    DescribedPredicate<JavaClass> inMetrics = always.or(resideInAPackage("com.codahale.metrics.."));
    return new ArchCondition<>("depend only on what core may use") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        boolean metrics =
            resideInAnyPackage(tree("core.metrics"), tree("core.consumer")).test(user);
        DescribedPredicate<JavaClass> allowed = metrics ? inMetrics : always;
        user.getDirectDependenciesFromSelf().stream()
            .filter(it -> !it.getTargetClass().getBaseComponentType().isPrimitive())
            .filter(it -> !allowed.test(it.getTargetClass().getBaseComponentType()))
            .forEach(it -> events.add(SimpleConditionEvent.violated(it, it.getDescription())));
      }
    };
  }

  private boolean isUnasked(JavaCall<?> call) {
    AccessTarget.CodeUnitCallTarget target = call.getTarget();
    String name = target.getOwner().getName() + "." + target.getName();
    boolean seeded = !target.getRawParameterTypes().isEmpty();
    return UNASKED_CALLS.contains(name)
        || (RANDOM_SOURCES.contains(target.getOwner().getName())
            && target.getName().equals("<init>")
            && !seeded);
  }
}
