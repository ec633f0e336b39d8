package dev.authgate.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goes to each page once, and then looks at what stands there from all sides. */
@DisplayName("Every page, in a browser")
@ExtendWith(Stage.class)
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageInABrowserTest {
    private static final Path PICTURES = Path.of("..", "docs", "screenshots");
    private static final int LARGEST_PICTURE = 180 * 1024;

    private final Person person;
    private final Browser browser;

    @Parameter
    SitePage page;

    EveryPageInABrowserTest(Person person) {
        this.person = person;
        this.browser = person.browser();
    }

    static Stream<Arguments> looks() {
        return Arrays.stream(Screen.values())
                .flatMap(screen -> Arrays.stream(Theme.values()).map(theme -> Arguments.of(screen, theme)));
    }

    @BeforeParameterizedClassInvocation
    void goThere() {
        // The page about too many attempts must not make them too many for everybody else.
        browser.startAfresh(Screen.PHONE, page == SitePage.LIMITED ? "192.0.2.10" : Device.AT_HOME);
        page.reach(person);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void has_no_accessibility_violation(Screen screen, Theme theme) throws IOException {
        browser.show(screen, theme);

        assertThat(violations()).isEmpty();
    }

    private List<?> violations() throws IOException {
        try (var axe = Objects.requireNonNull(getClass().getResourceAsStream("/axe.min.js"))) {
            browser.evaluate(new String(axe.readAllBytes(), UTF_8));
        }
        return (List<?>) browser.evaluateLater("""
                const done = arguments[arguments.length - 1];
                const words = rule => rule.id + ": " + rule.help + " " + rule.nodes.map(node => node.html).join(" | ");
                axe.run(document, { resultTypes: ["violations"] })
                    .then(result => done(result.violations.map(words)), problem => done([String(problem)]));
                """);
    }

    @ParameterizedTest
    @EnumSource
    void does_not_scroll_sideways(Screen screen) {
        browser.show(screen, Theme.LIGHT);

        assertThat(number("innerWidth")).isEqualTo(screen.width());
        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(screen.width());
    }

    @ParameterizedTest
    @EnumSource
    void does_not_scroll_sideways_with_text_twice_as_large(Screen screen) {
        browser.show(screen, Theme.LIGHT);
        browser.doubleText(true);
        try {
            assertThat(number("parseInt(getComputedStyle(document.documentElement).fontSize)"))
                    .isEqualTo(32);
            assertThat(number("innerWidth")).isEqualTo(screen.width());
            assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(screen.width());
        } finally {
            browser.doubleText(false);
        }
    }

    private int number(String expression) {
        return ((Number) browser.evaluate("return " + expression)).intValue();
    }

    @Test
    void is_light_or_dark_as_the_visitor_likes_it() {
        browser.show(Screen.PHONE, Theme.LIGHT);
        assertThat(brightness()).isGreaterThan(200);

        browser.show(Screen.PHONE, Theme.DARK);
        assertThat(brightness()).isLessThan(50);
    }

    /** Of the page's ground, from 0 to 255. */
    private int brightness() {
        var parts = browser.find("html")
                .getCssValue("background-color")
                .replaceAll("[^0-9,]", "")
                .split(",", -1);
        return Arrays.stream(parts).limit(3).mapToInt(Integer::parseInt).sum() / 3;
    }

    @Test
    void shows_everything_that_its_own_policy_allows_and_asks_for_nothing_else() {
        assertThat(browser.consoleLines()).noneMatch(line -> line.contains("Content Security Policy"));
        assertThat(browser.evaluate("return [...document.images].every(image => image.naturalWidth > 0)"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @MethodSource("looks")
    @EnabledIfSystemProperty(named = "authgate.screenshots", matches = "true")
    void is_in_the_documentation(Screen screen, Theme theme) throws IOException {
        assumeTrue(page.isPictured());
        browser.show(screen, theme);

        var picture = browser.picture(screen);

        assertThat(picture).hasSizeLessThan(LARGEST_PICTURE);
        Files.write(PICTURES.resolve("%s-%d-%s.png".formatted(page, screen.width(), theme.word())), picture);
    }
}
