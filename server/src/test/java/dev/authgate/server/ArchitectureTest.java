package dev.authgate.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** The arrows between packages run one way, and what is easily forgotten is forbidden. */
@AnalyzeClasses(packagesOf = AuthGate.class, importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.authgate.server";

    /** Where HTTP, Dropwizard and the command line are at home. */
    private static final Set<String> SHELL = Set.of("http", "browser", "runtime", "command", "config");

    private static final DescribedPredicate<JavaClass> RULES = describe(
            "rules",
            type -> !type.getPackageName().equals(ROOT)
                    && !type.getPackageName().equals(ROOT + ".sql")
                    && !type.getPackageName().equals(ROOT + ".page")
                    && SHELL.stream().noneMatch(shell -> type.getPackageName().equals(ROOT + "." + shell))
                    && !outermost(type).getSimpleName().matches(".*Resources?"));

    private static final DescribedPredicate<JavaClass> HTTP = describe(
            "HTTP, servlets or Dropwizard",
            type -> type.getPackageName().startsWith("jakarta.servlet")
                    || type.getPackageName().startsWith("jakarta.ws.rs")
                    || type.getPackageName().startsWith("org.eclipse.jetty")
                    || type.getPackageName().startsWith("io.dropwizard")
                    || type.getPackageName().equals(ROOT + ".http")
                    || type.getPackageName().equals(ROOT + ".browser"));

    private static final DescribedPredicate<JavaClass> DATABASES = describe(
            "JDBC, JDBI or a driver",
            type -> type.getPackageName().startsWith("java.sql")
                    || type.getPackageName().startsWith("javax.sql")
                    || type.getPackageName().startsWith("org.jdbi")
                    || type.getPackageName().startsWith("org.sqlite")
                    || type.getPackageName().startsWith("org.postgresql")
                    || type.getPackageName().startsWith("org.apache.tomcat")
                    || type.getPackageName().startsWith("liquibase"));

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @ArchTest
    static final ArchRule RULES_KNOW_NO_HTTP = noClasses()
            .that(RULES)
            .should()
            .dependOnClassesThat(HTTP)
            .because("a rule of the protocol is tested without a server");

    @ArchTest
    static final ArchRule ONLY_SQL_KNOWS_DATABASES = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sql")
            .should()
            .dependOnClassesThat(DATABASES)
            .because("two databases differ in one place");

    @ArchTest
    static final ArchRule ONLY_THE_ROOT_KNOWS_SQL = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".sql")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".sql"))
            .because("a feature asks for the store that it needs, not for the one there is");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE = slices().matching(ROOT + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("whoever reads one package must not have to read them all");

    @ArchTest
    static final ArchRule LEAVES_DEPEND_ON_NOTHING_OF_OURS = classes()
            .that()
            .resideInAnyPackage(ROOT + ".address", ROOT + ".oauth", ROOT + ".audit", ROOT + ".storage", ROOT + ".limit")
            .should(new OnlyOwnPackage(ROOT))
            .because("everything else stands on them");

    @ArchTest
    static final ArchRule RESOURCES_ARE_FINAL = classes()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
            .because("a resource is a thin end of the wire and nothing to build on");

    @ArchTest
    static final ArchRule CLOCKS_ARE_INJECTED = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(CommandLine.class.getName())
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("time comes in as an argument, so that tests need not wait for it");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .because("a thread that sleeps is one that serves nobody");
}
