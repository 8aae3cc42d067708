package dev.bascule.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the walls between packages and modules. Modules that are built after this one are not on its class path; what
 * concerns them is read from their sources.
 */
class WallsTest {

    private static final String INTERNAL = "dev.bascule.internal";
    private static final String INSPECT = "dev.bascule.inspect";

    private static final DescribedPredicate<JavaClass> CORE = resideInAPackage("dev.bascule..")
            .and(resideOutsideOfPackages(
                    "dev.bascule.testkit..", "dev.bascule.inspect..", "dev.bascule.examples..", "dev.bascule.bench.."))
            .as("classes of bascule-core");

    private static JavaClasses cross;

    @BeforeAll
    static void read() {
        cross = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.bascule");
    }

    @Test
    void reading_core_isNotEmpty() {
        assertThat(cross.that(CORE))
                .as("classes of bascule-core on the class path")
                .isNotEmpty();
    }

    @Test
    void packages_all_areFreeOfCycles() {
        slices().assignedFrom(new TopLevelPackages())
                .should()
                .beFreeOfCycles()
                .because("a package that can be read without the others can be understood, tested and replaced alone;"
                        + " the front door stands above all, exceptions and stage types below it")
                .check(cross);
    }

    @Test
    void cross_all_neverDependsOnInspect() {
        noClasses()
                .that()
                .resideInAPackage("dev.bascule..")
                .and()
                .resideOutsideOfPackage(INSPECT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INSPECT + "..")
                .because("what goes into a program must not drag in what is pointed at it")
                .check(cross);
    }

    @Test
    void core_all_dependsOnTheJdkAlone() {
        classes()
                .that(CORE)
                .should()
                .onlyDependOnClassesThat(CORE.or(resideInAnyPackage("java..", "jdk.jfr..", "org.jspecify..")))
                .because("core fits into any program: it has no runtime dependency, not even on our own testkit")
                .check(cross);
    }

    @Test
    void testkit_outsideItsContracts_needsNoTestLibrary() {
        noClasses()
                .that()
                .resideInAPackage("dev.bascule.testkit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.assertj..", "dev.bascule.testkit.contract..")
                .because(
                        "clock and loop serve users of any test library, or of none; who subclasses a contract has JUnit")
                .check(cross);
    }

    @Test
    void internal_outsideCoreAndTestkit_isNotUsed() {
        noClasses()
                .that(DescribedPredicate.not(CORE))
                .and()
                .resideOutsideOfPackage("dev.bascule.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL + "..")
                .allowEmptyShould(true)
                .because("the engine changes without notice; only the testkit, which is released with it, may know it")
                .check(cross);
    }

    @Test
    void internal_sourcesOfOtherModules_isNotNamed() {
        assertThat(filesThatName(INTERNAL, "cross/core/", "cross/testkit/"))
                .as("sources that name %s, because the engine changes without notice", INTERNAL)
                .isEmpty();
    }

    @Test
    void inspect_sourcesOfCross_isNotNamed() {
        assertThat(filesThatName(INSPECT, "inspect/", "examples/", "bench/"))
                .as("sources that name %s, because what goes into a program must not drag in its inspector", INSPECT)
                .isEmpty();
    }

    @Test
    void naming_ofATypeInUse_isSeen() {
        assertThat(filesThatName("com.tngtech.archunit.library")).anyMatch(name -> name.endsWith("/WallsTest.java"));
    }

    @Test
    void finalize_all_isNotOverridden() {
        noMethods()
                .that()
                .haveRawParameterTypes(new Class<?>[0])
                .should()
                .haveName("finalize")
                .allowEmptyShould(true)
                .because("finalizers run at an unknown time on an unknown thread, and are to be removed from the JDK")
                .check(cross);
    }

    @Test
    void commonPool_all_isNotUsed() {
        noClasses()
                .should()
                .accessTargetWhere(new CommonPool())
                .because("the common pool has one thread on two cores in newer JDKs, and everybody shares it:"
                        + " what blocks there hangs strangers")
                .check(cross);
    }

    /** The sources outside the given directories that name the package or something in it, by import or in full. */
    private static List<String> filesThatName(String packageName, String... exceptBelow) {
        RepositorySources sources = RepositorySources.find();
        List<String> found = new ArrayList<>();
        for (RepositorySources.Unit unit : sources.parse()) {
            String name = sources.nameOf(unit.file());
            boolean excepted = List.of(exceptBelow).stream().anyMatch(name::startsWith);
            if (!excepted && Boolean.TRUE.equals(new NameFinder(packageName).scan(unit.tree(), null))) {
                found.add(name);
            }
        }
        return found;
    }

    private static final class NameFinder extends TreeScanner<Boolean, Void> {
        private final String packageName;

        NameFinder(String packageName) {
            this.packageName = packageName;
        }

        @Override
        public Boolean visitMemberSelect(MemberSelectTree tree, Void unused) {
            return tree.toString().equals(packageName) || Boolean.TRUE.equals(super.visitMemberSelect(tree, unused));
        }

        @Override
        public Boolean reduce(Boolean one, Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
        }
    }

    /** One slice per package directly below the front door, and the front door itself as one. */
    private static final class TopLevelPackages implements SliceAssignment {
        private static final String FRONT_DOOR = "dev.bascule";

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            if (name.equals(FRONT_DOOR)) {
                return SliceIdentifier.of("front door");
            }
            if (!name.startsWith(FRONT_DOOR + ".")) {
                return SliceIdentifier.ignore();
            }
            return SliceIdentifier.of(name.substring(FRONT_DOOR.length() + 1).split("\\.", 2)[0]);
        }

        @Override
        public String getDescription() {
            return "the front door and the packages below it";
        }
    }

    /** Calls and method references alike. */
    private static final class CommonPool extends DescribedPredicate<JavaAccess<?>> {
        CommonPool() {
            super("ForkJoinPool.commonPool()");
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            return access.getTarget().getName().equals("commonPool")
                    && access.getTargetOwner().isEquivalentTo(ForkJoinPool.class);
        }
    }
}
