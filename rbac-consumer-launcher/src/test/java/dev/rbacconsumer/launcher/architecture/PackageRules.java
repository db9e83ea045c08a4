package dev.rbacconsumer.launcher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules for the packages below one root: no cycle, and few types each. Packages that protoc
 * generates are exempt.
 */
record PackageRules(String root) {
  /** Highest number of top-level types in a package. */
  static final int MAX_TYPES = 25;

  private static final DescribedPredicate<JavaClass> GENERATED = resideInAPackage("..wire..");

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** Returns the packages with more top-level types than allowed, and their numbers of types. */
  SortedMap<String, Long> packagesOver(int maxTypes, JavaClasses classes) {
    Map<String, Long> typesByPackage =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(it -> !it.getSimpleName().equals("package-info"))
            .filter(resideInAPackage(root + "..").and(DescribedPredicate.not(GENERATED)))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    SortedMap<String, Long> over = new TreeMap<>(typesByPackage);
    over.values().removeIf(types -> types <= maxTypes);
    return over;
  }
}
