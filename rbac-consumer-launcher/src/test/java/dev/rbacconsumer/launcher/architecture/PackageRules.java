package dev.rbacconsumer.launcher.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules for the packages below one root: no cycle, few types each, and no internal type in a
 * public signature. Packages that protoc generates are exempt.
 */
record PackageRules(String root) {
  /** Highest number of top-level types in a package. */
  static final int MAX_TYPES = 25;

  private static final DescribedPredicate<JavaClass> GENERATED = resideInAPackage("..wire..");

  private static final DescribedPredicate<JavaClass> INTERNAL = resideInAPackage("..internal..");

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /**
   * Returns the public signatures of the library, outside packages named {@code internal}, that
   * name a type of such a package, each with that type.
   */
  SortedSet<String> internalsInSignatures(JavaClasses classes) {
    SortedSet<String> found = new TreeSet<>();
    DescribedPredicate<JavaClass> program = resideInAPackage(root + ".launcher..");
    for (JavaClass type : classes.that(not(INTERNAL)).that(not(program))) {
      if (isPublic(type)) {
        Stream<JavaClass> supertypes =
            Stream.concat(type.getRawInterfaces().stream(), type.getRawSuperclass().stream());
        supertypes.filter(INTERNAL).forEach(it -> found.add(use(type.getSimpleName(), it)));
        type.getMembers().stream()
            .filter(PackageRules::isPublic)
            .forEach(
                member ->
                    member.getAllInvolvedRawTypes().stream()
                        .filter(INTERNAL)
                        .forEach(
                            it ->
                                found.add(use(type.getSimpleName() + "." + member.getName(), it))));
      }
    }
    return found;
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PackageRules::isPublic).orElse(true);
  }

  private static boolean isPublic(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  private static String use(String user, JavaClass used) {
    return "%s names %s".formatted(user, used.getSimpleName());
  }

  /** Returns the packages with more top-level types than allowed, and their numbers of types. */
  SortedMap<String, Long> packagesOver(int maxTypes, JavaClasses classes) {
    Map<String, Long> typesByPackage =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(it -> !it.getSimpleName().equals("package-info"))
            .filter(resideInAPackage(root + "..").and(not(GENERATED)))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    SortedMap<String, Long> over = new TreeMap<>(typesByPackage);
    over.values().removeIf(types -> types <= maxTypes);
    return over;
  }
}
