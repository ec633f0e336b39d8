package dev.authgate.sdk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;

/** What a user of this library may come to rely on stays small, and what makes it testable stays in place. */
@AnalyzeClasses(packagesOf = OAuthClient.class, importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String INTERNAL = "dev.authgate.sdk.internal";

    private static final DescribedPredicate<JavaClass> INTERNALS =
            describe("internals", type -> type.getPackageName().startsWith(INTERNAL));

    @ArchTest
    static final ArchRule ONLY_INTERNALS_KNOW_THE_JSON_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("another JSON library must not change the API");

    @ArchTest
    static final ArchRule THE_API_SHOWS_NO_INTERNALS = classes()
            .that()
            .resideOutsideOfPackage(INTERNAL)
            .and()
            .arePublic()
            .should(showNoInternals())
            .because("the module does not export them");

    @ArchTest
    static final ArchRule ONLY_SYSTEM_TIME_ASKS_THE_MACHINES_CLOCKS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SystemTime.class.getName())
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callConstructor(Date.class)
            .because("a sign-in of fifteen minutes is tested in milliseconds");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .because("who sleeps hears no cancel");

    @ArchTest
    static final ArchRule NO_LOGGING_FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..", "org.apache.logging..")
            .because("the program decides where logs go: System.Logger");

    @ArchTest
    static final ArchRule NOBODY_PRINTS = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output is the program's");

    @ArchTest
    static final ArchRule NO_STATE_IS_SHARED_BY_ALL = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("two clients in one program do not know of each other");

    private static ArchCondition<JavaClass> showNoInternals() {
        return new ArchCondition<>("show no internals in public members") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var unit : type.getCodeUnits()) {
                    var shown = unit.getModifiers().contains(JavaModifier.PUBLIC)
                            || unit.getModifiers().contains(JavaModifier.PROTECTED);
                    var internal = INTERNALS.test(unit.getRawReturnType())
                            || unit.getRawParameterTypes().stream().anyMatch(INTERNALS);
                    if (shown && internal) {
                        events.add(SimpleConditionEvent.violated(unit, unit.getDescription()));
                    }
                }
            }
        };
    }
}
