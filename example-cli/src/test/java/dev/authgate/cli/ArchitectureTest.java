package dev.authgate.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** A small program stays readable when each part knows little of the others. */
@AnalyzeClasses(packagesOf = Main.class, importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.authgate.cli";

    @ArchTest
    static final ArchRule THE_SDK_IS_USED_AS_OTHERS_USE_IT = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.authgate.sdk.internal.."))
            .because("this program shows what the library's users can do");

    @ArchTest
    static final ArchRule TERMINAL_AND_SETTINGS_KNOW_NO_COMMANDS = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".terminal", ROOT + ".settings")
            .should()
            .dependOnClassesThat(describe(
                    "commands, picocli or the SDK",
                    (JavaClass type) -> type.getPackageName().equals(ROOT + ".command")
                            || type.getPackageName().equals(ROOT)
                            || type.getPackageName().startsWith("picocli")
                            || type.getPackageName().startsWith("dev.authgate.sdk")))
            .because("what a terminal can show is a rule by itself");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE = slices().matching(ROOT + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("whoever reads one package must not have to read them all");

    @ArchTest
    static final ArchRule ONLY_THE_MACHINE_IS_ASKED_FOR_ITS_STATE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "console")
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("tests bring surroundings of their own");
}
